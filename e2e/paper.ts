/** The order of the director, as a PDF with embedded type and as a photo of it. */
import type { Browser } from '@playwright/test'

export interface Paper {
  readonly pdf: { name: string; mimeType: string; buffer: Buffer }
  readonly photo: { name: string; mimeType: string; buffer: Buffer }
}

const order = `<!doctype html><meta charset="utf-8"><style>
  body { font: 15px/1.5 serif; padding: 60px 80px; width: 595px; box-sizing: border-box; background: #fff }
  h1 { font-size: 15px; text-align: center } .row { display: flex; justify-content: space-between; margin: 24px 0 }
</style>
<h1>МОУ «Гимназия № 44»<br>г. Тверь</h1>
<div class="row"><span>01.09.2026</span><span>№ 118-од</span></div>
<h1>ПРИКАЗ<br>О назначении администратора</h1>
<p>В целях организации работы в информационно-коммуникационной платформе приказываю:</p>
<p>1. Назначить администратором Аксёнова Павла Андреевича, учителя информатики, телефон +7 920 555-01-44.</p>
<p>2. Контроль за исполнением оставляю за собой.</p>
<div class="row" style="margin-top:90px"><span>Директор</span><i>М. И. Хасанов</i></div>`

export async function makePaper(browser: Browser): Promise<Paper> {
  const page = await browser.newPage({ viewport: { width: 595, height: 842 } })
  await page.setContent(order)
  const pdf = await page.pdf({ format: 'A4' })
  const photo = await page.screenshot({ type: 'jpeg' })
  await page.close()
  return {
    pdf: { name: 'Приказ 118-од.pdf', mimeType: 'application/pdf', buffer: pdf },
    photo: { name: 'приказ.jpg', mimeType: 'image/jpeg', buffer: photo },
  }
}
