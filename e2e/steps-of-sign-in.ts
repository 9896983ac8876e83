/** Steps of the story in which people sign in: phone, second step, recovery codes, devices. */
import { expect, type Page } from '@playwright/test'
import { giveFingerprint, totp } from './authenticator.ts'
import { look } from './look.ts'
import type { Crowd, Somebody } from './people.ts'

/** What reaches a phone; it may be told by SMS or by the operator. */
export type CodeFor = (phone: string) => Promise<string>

export const adminPhone = '+7 920 555-01-44'
export const strangersPhone = '+7 999 111-22-33'

/** Ten codes, shown once; answers with them. */
export async function keepRecoveryCodes(page: Page, picture?: string): Promise<string[]> {
  await expect(page.getByRole('heading', { name: 'Запасные коды' })).toBeVisible()
  const codes = await page.getByRole('list', { name: 'Запасные коды' }).getByRole('listitem').allTextContents()
  expect(codes.length).toBeGreaterThanOrEqual(8)
  if (picture !== undefined) await look(page, picture)
  await page.getByRole('button', { name: 'Скопировать' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'))
  await page.getByRole('button', { name: 'Коды сохранены, дальше' }).click()
  return codes
}

/** A stranger's number gets the same answer byte for byte, no code and no rights; the administrator's gets in. */
export async function enterAsAdministrator({ page }: Somebody, codeFor: CodeFor): Promise<string[]> {
  const toStranger = await askForCode(page, strangersPhone)
  await page.getByLabel('Шесть цифр кода').fill('000000')
  await expect(page.getByText('Код не подошёл')).toBeVisible()
  await look(page, 'sign-in-code')
  await page.goto('/school')
  await expect(page, 'no rights').not.toHaveURL(/school/)
  await page.goto('/enter')
  const toAdministrator = await askForCode(page, adminPhone)
  expect(toAdministrator, 'the same answer, byte for byte').toBe(toStranger)
  await page.getByLabel('Шесть цифр кода').fill(await codeFor(adminPhone))
  await expect(page.getByRole('heading', { name: 'Второй шаг входа' })).toBeVisible()
  await page.getByRole('button', { name: 'Настроить приложение' }).click()
  await expect(page.locator('code')).toHaveText(/[A-Z2-7]{4}/)
  const key = (await page.locator('code').textContent()) ?? ''
  await look(page, 'second-step-app')
  await page.getByLabel('Шесть цифр из приложения').fill(totp(key))
  const codes = await keepRecoveryCodes(page, 'recovery-codes')
  await expect(page).toHaveURL(/\/chats/)
  return codes
}

/** Answers with status and body of the server's answer. */
async function askForCode(page: Page, phone: string): Promise<string> {
  await page.getByLabel('Номер телефона').fill(phone)
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/accounts.requestCode'))
  await page.getByRole('button', { name: 'Получить код' }).click()
  const answer = await answered
  await expect(
    page.getByText('Если номер известен школе, код придёт; если нет, обратитесь к администратору школы.'),
  ).toBeVisible()
  return `${answer.status()} ${await answer.text()}`
}

/** The operator reads the code of a school administrator. */
export async function readOutbox(page: Page): Promise<string> {
  await page.goto('/outbox')
  await expect(async () => {
    await page.getByRole('button', { name: 'Обновить' }).click()
    await expect(page.getByRole('button', { name: 'Показать код' })).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 20_000 })
  await look(page, 'outbox')
  await page.getByRole('button', { name: 'Показать код' }).click()
  return ((await page.getByRole('status').last().textContent()) ?? '').trim()
}

/** Whoever sees other people's data sets the second step before anything else. */
export async function setKey({ page }: Somebody): Promise<void> {
  await giveFingerprint(page)
  await expect(page.getByRole('heading', { name: 'Второй шаг входа' })).toBeVisible()
  await page.getByRole('button', { name: 'Создать ключ' }).click()
  await keepRecoveryCodes(page)
  await expect(page).toHaveURL(/\/chats/)
}

/** The administrator comes in at another device by a recovery code, and is signed out there from the first one. */
export async function signOutElsewhere(
  { page }: Somebody,
  crowd: Crowd,
  { codeFor, recoveryCode }: { codeFor: CodeFor; recoveryCode: string },
): Promise<void> {
  const elsewhere = (await crowd.enter('/enter')).page
  await askForCode(elsewhere, adminPhone)
  await elsewhere.getByLabel('Шесть цифр кода').fill(await codeFor(adminPhone))
  await elsewhere.getByRole('button', { name: 'Нет под рукой? Запасной код' }).click()
  await look(elsewhere, 'second-step-recovery')
  await elsewhere.getByLabel('Запасной код').fill(recoveryCode)
  await expect(elsewhere).toHaveURL(/\/chats/)
  await elsewhere.getByRole('link', { name: 'Школа' }).first().click()
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Гимназия № 44' })).toBeVisible()

  await page.goto('/more')
  await expect(page.getByText('это устройство')).toBeVisible()
  await expect(page.getByText(/приложение с кодами/)).toBeVisible()
  await look(page, 'more')
  await page.getByRole('button', { name: 'Выйти на других устройствах' }).click()
  await expect(elsewhere.getByRole('heading', { name: 'Войти' })).toBeVisible({ timeout: 1000 })
  await expect(page.getByRole('button', { name: 'Выйти на других устройствах' })).toBeHidden()
}
