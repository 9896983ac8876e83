/** What people do in a chat, by the words that stand on the screen. */
import { expect, type Locator, type Page } from '@playwright/test'

/** Opens a chat from the list; resolves when its messages are there. */
export async function openChat(page: Page, title: string): Promise<void> {
  if (!new URL(page.url()).pathname.startsWith('/chats')) await page.goto('/chats')
  await row(page, title).click()
  await expect(page.getByRole('region', { name: title })).toBeVisible()
  await expect(messages(page)).toBeVisible()
}

export function messages(page: Page): Locator {
  return page.getByRole('log', { name: 'Сообщения' })
}

export function field(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Сообщение в чат/ })
}

/** Types and sends; resolves when the field is free again: the message is kept on this device. */
export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await page.getByRole('button', { name: 'Отправить' }).click()
  await expect(field(page)).toHaveValue('')
}

/** Messages that the server has, by what they say and not by what they answer. */
export function message(page: Page, text: string | RegExp): Locator {
  const said = page.locator(':is(bdi, i):not(button *)', { hasText: text })
  return messages(page).locator('[data-message]').filter({ has: said })
}

/** Takes an entry of a message's menu. */
export async function choose(page: Page, text: string | RegExp, action: string): Promise<void> {
  await openMenu(page, text)
  await page.getByRole('menuitem', { name: action }).click()
}

export async function openMenu(page: Page, text: string | RegExp): Promise<void> {
  await message(page, text).last().click({ button: 'right' })
  await expect(page.getByRole('menu', { name: 'Действия с сообщением' })).toBeVisible()
}

export function chatList(page: Page): Locator {
  return page.getByRole('navigation', { name: /чат/ })
}

export function row(page: Page, title: string): Locator {
  return page.locator('[data-chat]').filter({ hasText: title })
}

export function unreadOf(page: Page, title: string): Locator {
  return row(page, title).getByRole('img', { name: /нов/ })
}
