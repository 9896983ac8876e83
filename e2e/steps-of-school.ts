/** Steps of the story until the school stands and its administrator is in. */
import { expect, type Page } from '@playwright/test'
import { giveFingerprint } from './authenticator.ts'
import { look } from './look.ts'
import type { Paper } from './paper.ts'
import { isPhone, type Somebody } from './people.ts'
import { adminPhone, keepRecoveryCodes } from './steps-of-sign-in.ts'

export async function claimOperator({ page }: Somebody, link: string): Promise<void> {
  await giveFingerprint(page)
  await page.getByRole('link', { name: 'У меня есть ссылка' }).click()
  await page.getByLabel('Ссылка из терминала').fill('не ссылка')
  await page.getByRole('button', { name: 'Начать' }).click()
  await expect(page.getByText('Это не похоже на ссылку')).toBeVisible()
  await look(page, 'operator-link')
  await page.goto(link)
  await page.getByRole('button', { name: 'Начать' }).click()
  await expect(page.getByRole('heading', { name: 'Второй шаг входа' })).toBeVisible()
  await look(page, 'second-step')
  await page.getByRole('button', { name: 'Создать ключ' }).click()
  await keepRecoveryCodes(page)
  await expect(page.getByRole('heading', { name: 'Заявки школ' })).toBeVisible()
  await expect(page.getByText('Новых заявок нет')).toBeVisible()
  await look(page, 'operator-empty')
}

/** Answers with the private link. */
export async function apply({ page }: Somebody, paper: Paper): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Войти' })).toBeVisible()
  await look(page, 'sign-in')
  await page.getByRole('link', { name: 'Подключить свою школу' }).click()
  await page.getByRole('button', { name: 'Отправить заявку' }).click()
  await expect(page.getByText('Заполните это поле.').first()).toBeVisible()
  await expect(page.getByText('Приложите приказ о назначении администратора.')).toBeVisible()
  await page.getByLabel('Полное название').fill('МОУ «Гимназия № 44» г. Твери')
  await page.getByLabel('Короткое название').fill('Гимназия № 44')
  await page.getByLabel('ИНН').fill('7707083894')
  await expect(page.getByText('не сходятся контрольные цифры')).toBeVisible()
  await look(page, 'apply-mistakes')
  await page.getByLabel('ИНН').fill('7707083893')
  await expect(page.getByText('не сходятся контрольные цифры')).toBeHidden()
  await page.getByLabel('Адрес').fill('170043, г. Тверь, ул. Планировочная, 1')
  await expect(page.getByRole('button', { name: /Москва, UTC\+3/ })).toBeVisible()
  await page.getByLabel('Почта школы').fill('school44@example.ru')
  await page.getByLabel('Телефон школы').fill('+7 482 255-01-44')
  await page.getByLabel('Фамилия').fill('Аксёнов')
  await page.getByLabel('Имя', { exact: true }).fill('Павел')
  await page.getByLabel('Отчество').fill('Андреевич')
  await page.getByLabel('Должность').fill('учитель информатики')
  await page.getByLabel('Мобильный').fill('+7 920 555-01-45')
  await page.getByLabel('Почта администратора').fill('p.aksenov@example.ru')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'приказ.docx', mimeType: 'application/msword', buffer: Buffer.from('не приказ') })
  await expect(page.getByText('Это не PDF и не фотография')).toBeVisible()
  const sample = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Скачать образец приказа' }).click()
  expect((await sample).suggestedFilename()).toBe('Приказ о назначении администратора.docx')
  await page.reload()
  await expect(page.getByLabel('Полное название'), 'a reload loses nothing').toHaveValue('МОУ «Гимназия № 44» г. Твери')
  await page.locator('input[type=file]').setInputFiles(paper.photo)
  await expect(page.getByText('Загружен. Нажмите, чтобы заменить.')).toBeVisible()
  await look(page, 'apply')
  await page.getByRole('button', { name: 'Отправить заявку' }).click()
  await expect(page.getByText('Заявка получена')).toBeVisible()
  await look(page, 'application-received')
  return page.url()
}

export async function answerApplication({ page }: Somebody, answer: 'return' | 'approve'): Promise<void> {
  await page.goto('/applications')
  await page.getByRole('link', { name: /Гимназия № 44/ }).click()
  await expect(page.getByText('Аксёнов Павел Андреевич')).toBeVisible()
  if (isPhone()) {
    await look(page, `operator-form-${answer}`)
    await page.getByRole('button', { name: 'Приказ', exact: true }).click()
  }
  const paper =
    answer === 'return'
      ? page.getByRole('img', { name: 'Фотография приказа' })
      : page.getByRole('img', { name: 'Приказ, страница 1' })
  await expect(paper).toBeVisible()
  if (answer === 'approve') await expect.poll(() => inkOf(page), 'the page is drawn').toBeGreaterThan(500)
  await page.getByRole('button', { name: 'Повернуть' }).click()
  await page.getByRole('button', { name: 'Крупнее' }).click()
  await expect(page.getByText('125 %')).toBeVisible()
  for (let turns = 0; turns < 3; turns += 1) await page.getByRole('button', { name: 'Повернуть' }).click()
  await page.getByRole('button', { name: 'Мельче' }).click()
  if (answer === 'approve') await expect.poll(() => inkOf(page), 'the page is drawn').toBeGreaterThan(500)
  await look(page, `operator-review-${answer}`)
  if (isPhone()) await page.getByRole('button', { name: 'Заявка', exact: true }).click()
  if (answer === 'return') await returnIt(page)
  else await approveIt(page)
}

/** Dark points of the drawn page. */
function inkOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (canvas === null || !context || canvas.width === 0) return 0
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    let dark = 0
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100 && (data[at + 3] ?? 0) > 200) dark += 1
    return dark
  })
}

async function returnIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Вернуть с причиной' }).click()
  await page.getByRole('button', { name: 'Вернуть заявку' }).click()
  await expect(page.getByText('Заполните это поле.')).toBeVisible()
  await page.getByLabel('Причина: её прочитает школа').fill('В приказе другой номер: +7 920 555-01-44')
  await look(page, 'operator-return')
  await page.getByRole('button', { name: 'Вернуть заявку' }).click()
  await expect(page.getByText('возвращена').first()).toBeVisible()
}

async function approveIt(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Одобрить и создать школу' })).toBeDisabled()
  for (const check of ['ФИО администратора совпадает', 'Телефон совпадает', 'Есть подпись директора и печать']) {
    await page.getByText(check).click()
  }
  await page.getByRole('button', { name: 'Одобрить и создать школу' }).click()
  await expect(page.getByText('одобрена').first()).toBeVisible()
}

/** By the private link, on whatever device it is opened. */
export async function correct({ page }: Somebody, paper: Paper): Promise<void> {
  await expect(page.getByText('В приказе другой номер')).toBeVisible()
  await look(page, 'application-returned')
  await page.getByRole('button', { name: 'Исправить заявку' }).click()
  await page.getByLabel('Мобильный').fill(adminPhone)
  await page.locator('input[type=file]').setInputFiles(paper.pdf)
  await expect(page.getByText('Загружен. Нажмите, чтобы заменить.')).toBeVisible()
  await expect(page.getByRole('img', { name: 'Приказ, страница 1' }), 'shown as the operator will see it').toBeVisible()
  await expect.poll(() => inkOf(page), 'the page is drawn').toBeGreaterThan(500)
  await look(page, 'application-corrected')
  await page.getByRole('button', { name: 'Отправить снова' }).click()
  await expect(page.getByText('Исправленная заявка получена')).toBeVisible()
}
