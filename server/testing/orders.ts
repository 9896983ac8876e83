/** Orders as schools send them, put where the upload route puts them. */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apply, type ApplicationForm } from '#contract/schools.ts'
import { cleanFileName } from '#server/kernel/files/file-name.ts'
import { uploadFolder } from '#server/kernel/files/file-store.ts'
import { receiveUpload } from '#server/kernel/files/receive.ts'
import { insertUpload } from '#server/kernel/files/upload-store.ts'
import { type Browser, newBrowser, sessionHashOf, type World } from './world.ts'

/** The smallest PDF with one page; `extra` stands in the catalogue. */
export function plainPdf(extra = ''): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${extra} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((body, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  const start = text.length
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 4\n0000000000 65535 f \n${lines}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** A complete upload of this browser; answers its id. */
export async function sendOrder(
  world: World,
  browser: Browser,
  file: { name?: string; bytes?: Buffer } = {},
): Promise<string> {
  const { name = 'Приказ № 7.pdf', bytes = plainPdf() } = file
  browser.cookie ??= randomBytes(32).toString('base64url')
  const id = randomUUID()
  const { dataDir } = world.config
  mkdirSync(uploadFolder(dataDir), { recursive: true })
  writeFileSync(join(uploadFolder(dataDir), id), bytes)
  const { db } = world.core
  await insertUpload(db.now, {
    id,
    sessionHash: sessionHashOf(browser),
    name: cleanFileName(name),
    bytes: bytes.length,
    now: world.clock.now,
  })
  await receiveUpload({ db, dataDir }, id, null)
  return id
}

export const innOfSber = '7707083893'

/** A form as a school fills it in. */
export function formOf(changes: Partial<ApplicationForm> = {}): ApplicationForm {
  return {
    name: 'МБОУ «Гимназия № 44» г. Твери',
    shortName: 'Гимназия № 44',
    inn: innOfSber,
    address: 'г. Тверь, ул. Планировочная, д. 1',
    timeZone: 'Europe/Moscow',
    schoolEmail: 'school@gimn44.example',
    schoolPhone: '8 (4822) 55-01-44',
    admin: {
      surname: 'Орлова',
      name: 'Марина',
      patronymic: 'Викторовна',
      position: 'заместитель директора по информатизации',
      email: 'orlova@gimn44.example',
      mobile: '8 916 700-00-01',
    },
    ...changes,
  }
}

/** An application as it comes in. */
export async function applied(world: World, changes: Partial<ApplicationForm> = {}) {
  const browser = newBrowser()
  const upload = await sendOrder(world, browser)
  return { browser, upload, ...(await world.do(browser, apply, { form: formOf(changes), upload })) }
}
