/** The talk with a thumb: one screen after the other, menus by a long press, nothing wider than the phone. */
import { expect, type Page, test } from '@playwright/test'
import { chatList, field, message, messages, row, say, unreadOf } from './conversation.ts'
import { look } from './look.ts'
import { names, openSmallSchool, type SmallSchool } from './small-school.ts'

const parents = '7Б · Родители'
let here: SmallSchool

test.describe.configure({ timeout: 60_000 })
test.skip(({ isMobile }) => !isMobile, 'the desktop has its own: talk.spec.ts')
test.beforeAll(async ({ browser }) => {
  here = await openSmallSchool(browser)
})
test.afterAll(() => here.close())
test.afterEach(async () => {
  here.expectQuiet()
  await here.goHome()
})

test('from the list into a chat, who is here, and back', async () => {
  await here.say('teacher', 'parents', 'Собрание в четверг')
  const { page } = await here.enter('parent')
  await expect(unreadOf(page, parents)).toHaveText('1')
  await look(page, 'chats')
  await row(page, parents).tap()
  await expect(message(page, 'Собрание в четверг')).toBeInViewport()
  await expect(chatList(page)).toBeHidden()
  await page.getByRole('button', { name: 'Кто здесь и почему', exact: true }).tap()
  const panel = page.getByRole('complementary', { name: 'Кто здесь и почему' })
  await expect(panel.getByText(names.teacher)).toBeVisible()
  await look(page, 'who-is-here')
  await panel.getByRole('button', { name: 'Закрыть список' }).tap()
  await expect(panel).toBeHidden()
  await page.getByRole('button', { name: 'Ко всем чатам' }).tap()
  await expect(row(page, parents)).toBeVisible()
  await expect(unreadOf(page, parents)).toBeHidden()
})

test('a finger held on a message opens its menu', async () => {
  await here.say('teacher', 'parents', 'Кто поможет с ёлкой?')
  const { page } = await here.enter('parent')
  await row(page, parents).tap()
  await hold(page, 'Кто поможет с ёлкой?')
  const menu = page.getByRole('menu', { name: 'Действия с сообщением' })
  await expect(menu).toBeVisible()
  await look(page, 'message-menu')
  await menu.getByRole('menuitem', { name: 'Ответить' }).tap()
  await expect(field(page)).toBeFocused()
  await say(page, 'Мы с Львом')
  const answer = message(page, 'Мы с Львом')
  await expect(answer.getByRole('button', { name: /Кто поможет с ёлкой/ })).toBeVisible()
  await expect(answer).toBeInViewport()
})

test('Enter makes a line on a phone, the field grows and nothing is wider than the screen', async () => {
  const { page } = await here.enter('parent')
  await row(page, parents).tap()
  await expect(messages(page)).toBeVisible()
  await field(page).tap()
  const low = (await field(page).boundingBox())!.height
  await page.keyboard.type('Первая строка')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Вторая строка')
  await expect(field(page)).toHaveValue('Первая строка\nВторая строка')
  expect((await field(page).boundingBox())!.height).toBeGreaterThan(low)
  await page.getByRole('button', { name: 'Отправить' }).tap()
  await expect(message(page, 'Первая строка')).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await look(page, 'conversation')
})

async function hold(page: Page, text: string): Promise<void> {
  const box = (await message(page, text).last().boundingBox())!
  const finger = await page.context().newCDPSession(page)
  const touchPoints = [{ x: box.x + 80, y: box.y + box.height / 2 }]
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
  await expect(page.getByRole('menu')).toBeVisible()
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}
