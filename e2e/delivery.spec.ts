/** What was written arrives, once and in its place, whatever dies on the way. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { field, message, messages, openChat, row, say, unreadOf } from './conversation.ts'
import { openProfile } from './killable-browser.ts'
import { openSmallSchool, type SmallSchool, type Who } from './small-school.ts'

const parents = '7Б · Родители'
/** Reconnecting begins at half a second and doubles. */
const afterReturn = { timeout: 30_000 }
let here: SmallSchool

test.describe.configure({ timeout: 120_000 })
test.beforeAll(async ({ browser }) => {
  here = await openSmallSchool(browser, /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket/)
})
test.afterAll(() => here.close())
test.afterEach(async () => {
  here.expectQuiet()
  await here.goHome()
})

test('what is written while the server is down arrives once and in order when it is back', async () => {
  const teacher = await here.enter('teacher')
  const parent = await here.enter('parent')
  for (const { page } of [teacher, parent]) await openChat(page, parents)
  await say(teacher.page, 'Ещё работает')
  await expect(message(parent.page, 'Ещё работает')).toBeVisible()
  await here.kill()
  const written = ['Первое без связи', 'Второе без связи', 'Третье без связи']
  for (const text of written) await say(teacher.page, text)
  await say(parent.page, 'И я без связи')
  await expect(waiting(teacher.page)).toHaveCount(3)
  await expect(waiting(parent.page)).toHaveCount(1)
  await here.revive()
  for (const { page } of [teacher, parent]) {
    for (const text of [...written, 'И я без связи']) await expect(message(page, text)).toHaveCount(1, afterReturn)
    await expect(waiting(page)).toHaveCount(0)
  }
  const stored = await storedTexts(here)
  expect(stored.filter((text) => written.includes(text))).toEqual(written)
  expect(stored.filter((text) => text === 'И я без связи')).toHaveLength(1)
  expect(await shownTexts(teacher.page)).toEqual(stored)
  expect(await shownTexts(parent.page)).toEqual(stored)
})

test('the server is killed in the very moment of sending, and nothing is lost or said twice', async ({ isMobile }) => {
  test.skip(isMobile, 'the desktop shows it')
  const teacher = await here.enter('teacher')
  const parent = await here.enter('parent')
  for (const { page } of [teacher, parent]) await openChat(page, parents)
  for (let round = 1; round <= 2; round += 1) {
    await say(teacher.page, `Раунд ${round}, раз`)
    await Promise.all([say(teacher.page, `Раунд ${round}, два`), here.kill()])
    await say(teacher.page, `Раунд ${round}, три`)
    await here.revive()
    await expect(message(parent.page, `Раунд ${round}, три`)).toHaveCount(1, afterReturn)
  }
  const stored = await storedTexts(here)
  const rounds = [1, 2].flatMap((round) => ['раз', 'два', 'три'].map((word) => `Раунд ${round}, ${word}`))
  expect(stored.filter((text) => text.startsWith('Раунд'))).toEqual(rounds)
  await expect.poll(() => shownTexts(teacher.page)).toEqual(stored)
  await expect.poll(() => shownTexts(parent.page)).toEqual(stored)
})

test('what was written before the browser was killed arrives once when it is opened again', async ({ isMobile }) => {
  test.skip(isMobile, 'the desktop shows it')
  const profile = mkdtempSync(join(tmpdir(), 'peremena-profile-'))
  let mine = await openProfile(profile)
  const enter = async (): Promise<void> => {
    await here.signIn('parent', mine.context)
    await mine.page.goto(`${here.address}/chats`)
    await openChat(mine.page, parents)
  }
  try {
    await enter()
    await here.kill()
    await say(mine.page, 'Сервер лежит, браузер убьют')
    await mine.kill()
    await here.revive()
    expect(await storedTexts(here)).not.toContain('Сервер лежит, браузер убьют')
    mine = await openProfile(profile)
    await enter()
    await expect(message(mine.page, 'Сервер лежит, браузер убьют')).toHaveCount(1, afterReturn)
    await say(mine.page, 'Сервер работает, браузер убьют')
    await mine.kill()
    mine = await openProfile(profile)
    await enter()
    await expect(message(mine.page, 'Сервер работает, браузер убьют')).toHaveCount(1, afterReturn)
    await expect(waiting(mine.page)).toHaveCount(0)
    const stored = await storedTexts(here)
    expect(stored.filter((text) => text.startsWith('Сервер '))).toHaveLength(2)
    expect(await shownTexts(mine.page)).toEqual(stored)
  } finally {
    await mine.kill()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('tabs and devices that write and read at once show the same, each message once', async ({ isMobile }) => {
  test.skip(isMobile, 'the desktop shows it')
  const first = await here.enter('parent')
  const second = await here.tab(first)
  const device = await here.enter('parent')
  const teacher = await here.enter('teacher')
  const mine = [first.page, second, device.page]
  const pages = [...mine, teacher.page]
  for (const page of pages) await openChat(page, parents)
  const write = async (page: Page, who: string): Promise<void> => {
    for (let nth = 1; nth <= 4; nth += 1) await say(page, `${who}: ${nth}`)
  }
  await Promise.all(pages.map((page, at) => write(page, `Вкладка ${at}`)))
  const all = pages.map((_, at) => [1, 2, 3, 4].map((nth) => `Вкладка ${at}: ${nth}`))
  await expect.poll(async () => (await storedTexts(here)).filter((text) => text.startsWith('Вкладка'))).toHaveLength(16)
  const stored = await storedTexts(here)
  for (const [at, texts] of all.entries())
    expect(
      stored.filter((text) => text.startsWith(`Вкладка ${at}`)),
      'in the order of its tab',
    ).toEqual(texts)
  for (const page of pages) await expect.poll(() => shownTexts(page)).toEqual(stored)

  await expect.poll(() => readBy(here, 'parent')).toBe(stored.length)
  for (const page of mine) await page.goto('/chats')
  for (const page of mine) await expect(unreadOf(page, parents), 'one’s own is not new either').toBeHidden()
  await here.say('teacher', 'parents', 'Прочтёт одна вкладка')
  for (const page of mine) await expect(unreadOf(page, parents)).toHaveText('1')
  await row(second, parents).click()
  for (const page of mine) await expect(unreadOf(page, parents)).toBeHidden()
  await expect(field(second)).toBeVisible()
})

function waiting(page: Page) {
  return page.getByRole('img', { name: 'ждёт отправки' })
}

async function readBy({ world, chatId, people }: SmallSchool, who: Who): Promise<number> {
  const { rows } = await world.owner.query<{ read: number }>(
    'select read::integer as read from chats.member where chat_id = $1 and person_id = $2',
    [await chatId('parents'), people[who].personId],
  )
  return rows[0]!.read
}

/** All of the chat in the order of its numbers, which have no hole. */
async function storedTexts({ world, chatId }: SmallSchool): Promise<string[]> {
  const { rows } = await world.owner.query<{ number: number; text: string }>(
    'select number::integer as number, text from chats.message where chat_id = $1 order by number',
    [await chatId('parents')],
  )
  expect(rows.map((one) => one.number)).toEqual(rows.map((_, at) => at + 1))
  return rows.map((one) => one.text)
}

/** All that the page shows as arrived, in the order of the page: few enough to be drawn at once. */
async function shownTexts(page: Page): Promise<string[]> {
  const bodies = messages(page).locator('[data-message]').locator('bdi.whitespace-pre-wrap')
  return bodies.allTextContents()
}
