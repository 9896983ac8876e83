/** Steps of the story in which people come in: links, slips, requests and their answers. */
import { expect, type Locator, type Page } from '@playwright/test'
import { look } from './look.ts'
import { type Crowd, isPhone, type Somebody } from './people.ts'
import { readQrCode } from './qr-code.ts'
import type { CodeFor } from './steps-of-sign-in.ts'

/** On a phone the in-box is a part of the page, on a desktop a panel beside it. */
export async function openInbox(page: Page): Promise<void> {
  await page.goto('/school')
  await expect(page.getByRole('heading', { level: 1, name: 'Гимназия № 44' })).toBeVisible()
  if (isPhone()) await page.getByRole('button', { name: /^Заявки/ }).click()
}

export async function makeClasses({ page }: Somebody): Promise<void> {
  await page.getByRole('link', { name: 'Школа' }).first().click()
  await expect(page.getByText('Классов пока нет')).toBeVisible()
  await look(page, 'school-empty')
  await page.getByRole('button', { name: 'Создать классы' }).click()
  const grid = page.getByRole('dialog')
  for (const name of ['1А', '1Б', '7А', '7Б', '11А']) await grid.getByRole('button', { name, exact: true }).click()
  await grid.getByRole('button', { name: 'Все 5-е классы' }).click()
  await look(page, 'classes-grid')
  await grid.getByRole('button', { name: 'Создать 15 классов' }).click()
  await expect(grid).toBeHidden()
  await expect(page.getByRole('link', { name: 'Класс 7Б' })).toBeVisible()
}

export interface Terms {
  readonly className?: string
  readonly days?: string
  readonly uses?: string
  /** Name of the pictures of the dialog and of the link. */
  readonly picture?: string
}

/** Creates a link on the page of links and answers with its address. */
export async function makeLink({ page }: Somebody, forWhom: string, terms: Terms = {}): Promise<string> {
  await page.goto('/school/links')
  await page.getByRole('button', { name: 'Создать ссылку' }).click()
  const dialog = page.getByRole('dialog')
  await choose(dialog, /Для кого/, forWhom)
  if (terms.className !== undefined) await choose(dialog, /Класс/, terms.className)
  if (terms.days !== undefined) await choose(dialog, /Срок/, terms.days)
  if (terms.uses !== undefined) await dialog.getByLabel('Сколько человек').fill(terms.uses)
  if (terms.picture !== undefined) await look(page, `make-${terms.picture}`)
  await dialog.getByRole('button', { name: 'Создать ссылку' }).click()
  return addressIn(page, terms.picture)
}

async function choose(dialog: Locator, field: RegExp, option: string): Promise<void> {
  await dialog.getByRole('button', { name: field }).click()
  const choices = dialog.page().getByRole('listbox')
  await choices.getByRole('option', { name: option, exact: true }).click()
  await expect(choices).toBeHidden()
}

/** A link says how long and for how many it is; annulled, it opens nothing. */
export async function annulLink(crowd: Crowd, admin: Somebody): Promise<void> {
  const forWhom = 'Другие сотрудники'
  const address = await makeLink(admin, forWhom, { days: '3 дня', uses: '2' })
  const link = admin.page.getByRole('article', { name: forWhom })
  await expect(link.getByText(/использована 0 из 2/)).toBeVisible()
  const guest = await crowd.enter(address)
  await expect(guest.page.getByRole('button', { name: 'Присоединиться' })).toBeVisible()
  await admin.page.getByRole('button', { name: `Действия: ${forWhom}` }).click()
  await admin.page.getByRole('menuitem', { name: 'Аннулировать ссылку' }).click()
  await expect(link.getByText('аннулирована')).toBeVisible()
  const again = await guest.context.newPage()
  await again.goto(address)
  await expect(again.getByText('Приглашение не действует')).toBeVisible()
  await look(again, 'link-annulled')
}

export async function addressIn(page: Page, name?: string): Promise<string> {
  const dialog = page.getByRole('dialog')
  const picture = dialog.getByRole('img', { name: 'QR-код ссылки' })
  await expect(picture).toBeVisible()
  await expect(dialog.getByText(/Действует до .*, осталось мест: \d+/)).toBeVisible()
  const address = (await dialog.locator('code').textContent()) ?? ''
  await expect.poll(() => readQrCode(picture), 'a camera reads the same').toBe(address)
  if (name !== undefined) await look(page, name)
  await dialog.getByRole('button', { name: 'Закрыть' }).click()
  return address
}

export interface Newcomer {
  readonly surname: string
  readonly name: string
  readonly patronymic?: string
  readonly position?: string
  /** With a phone of one's own, and how its code comes. */
  readonly phone?: { readonly number: string; readonly codeFor: CodeFor }
  readonly child?: { readonly surname: string; readonly name: string; readonly kin: string }
}

/** Opens a link, says who one is, and waits for the answer. */
export async function askToJoin(crowd: Crowd, address: string, who: Newcomer, picture?: string): Promise<Somebody> {
  const somebody = await crowd.enter(address)
  const { page } = somebody
  await page.getByRole('button', { name: 'Присоединиться' }).click()
  await expect(page.getByText('Заполните это поле.').first()).toBeVisible()
  await page.getByLabel('Фамилия', { exact: true }).fill(who.surname)
  await page.getByLabel('Имя', { exact: true }).fill(who.name)
  if (who.patronymic !== undefined) await page.getByLabel('Отчество').fill(who.patronymic)
  if (who.position !== undefined) await page.getByLabel('Должность').fill(who.position)
  if (who.child !== undefined) {
    await page.getByLabel('Фамилия ребёнка').fill(who.child.surname)
    await page.getByLabel('Имя ребёнка').fill(who.child.name)
    await page.getByLabel('Кем вы приходитесь').selectOption(who.child.kin)
  }
  await expect(page.getByText('Проверьте, что введено')).toHaveCount(0)
  if (picture !== undefined) await look(page, `join-${picture}`)
  await page.getByRole('button', { name: 'Присоединиться' }).click()
  const sent = page.getByRole('heading', { name: 'Заявка отправлена' })
  const byPhone = page.getByRole('button', { name: 'Получить код' })
  await expect(byPhone.or(sent)).toBeVisible()
  if (who.phone !== undefined) {
    await page.getByLabel('Номер телефона').fill(who.phone.number)
    if (picture !== undefined) await look(page, `join-phone-${picture}`)
    await byPhone.click()
    await page.getByLabel('Шесть цифр кода').fill(await who.phone.codeFor(who.phone.number))
  } else if (await byPhone.isVisible()) await page.getByRole('button', { name: 'Без номера' }).click()
  await expect(sent).toBeVisible()
  await expect(page.getByText('ждёт ответа')).toBeVisible()
  if (picture !== undefined) await look(page, `waiting-${picture}`)
  return somebody
}

/** Accepts in the in-box that is open. */
export async function acceptRequest(page: Page, name: string, button = 'Принять'): Promise<void> {
  const request = page.getByRole('article', { name })
  await request.getByRole('button', { name: button, exact: true }).click()
  await expect(request).toBeHidden()
}

export async function isGreeted({ page }: Somebody, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name: `Привет, ${name}!` })).toBeVisible()
}

/** The class's page of its class teacher; on a phone its invitations are a part of it. */
export async function openMyClass(page: Page, part: 'people' | 'invitations'): Promise<void> {
  await page.goto('/my-class')
  await expect(page.getByRole('heading', { level: 1, name: '7Б класс' })).toBeVisible()
  if (isPhone()) await page.getByRole('button', { name: part === 'people' ? /^Ученики/ : /^Приглашения/ }).click()
}
