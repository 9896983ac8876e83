/** A chat with 100,000 messages reads as lightly as a new one. */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { message, messages, openChat, row, unreadOf } from './conversation.ts'
import { expectWhole, shownMessages } from './shown-messages.ts'
import { openSmallSchool, type SmallSchool } from './small-school.ts'

const parents = '7Б · Родители'
const total = 100_000
const readByParent = total - 300
type Way = 'back' | 'on'
let here: SmallSchool

test.describe.configure({ timeout: 120_000 })
test.beforeAll(async ({ browser }) => {
  here = await openSmallSchool(browser, /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket/)
  await fillChat(here)
})
test.afterAll(() => here.close())
test.afterEach(async () => {
  here.expectQuiet()
  await here.goHome()
})

test('back through thousands of messages each stands in its place once, and the page stays small', async ({
  isMobile,
}) => {
  test.skip(isMobile, 'the same list, with fewer rows in sight')
  const { page } = await here.enter('teacher')
  await openChat(page, parents)
  await expect(message(page, `№ ${total}:`)).toBeInViewport()
  await leaf(page, 'back', total - 100)
  // Beyond these nothing of the end is kept loaded.
  await leap(page, 'back', total - 1200)
  await leaf(page, 'back', total - 1300)
  await leap(page, 'on', total - 400)
  await leaf(page, 'on', total - 300)
  await toNewest(page).click()
  await expect(message(page, `№ ${total}:`)).toBeInViewport()
  await expectWhole(page)
})

test('a quoted message from the first day is one press away, and so is the way back', async ({ isMobile }) => {
  test.skip(isMobile, 'the same list, with fewer rows in sight')
  const { page } = await here.enter('teacher')
  await openChat(page, parents)
  await message(page, `№ ${total}:`).getByRole('button', { name: '№ 5:' }).click()
  await expect(message(page, /№ 5:/)).toBeInViewport()
  await expectWhole(page)
  await scroll(page, -5000)
  await expect(message(page, /№ 1:/)).toBeInViewport()
  expect((await expectWhole(page)).drawn[0]).toBe(1)
  await toNewest(page).click()
  await expect(message(page, `№ ${total}:`)).toBeInViewport()
  await expectWhole(page)
})

test('who comes back finds the line where the new begins, and reads on to the end', async () => {
  const { page } = await here.enter('parent')
  await expect(unreadOf(page, parents)).toHaveText(String(total - readByParent))
  await openChat(page, parents)
  const line = page.getByText('Новые сообщения', { exact: true })
  await expect(line).toBeInViewport()
  await expect(message(page, `№ ${readByParent + 1}:`)).toBeInViewport()
  const { seen } = await expectWhole(page)
  expect(seen).toContain(readByParent)
  await expect(toNewest(page)).toContainText(/^\d+$/)
  for (let step = 0; step < 80 && (await toNewest(page).isVisible()); step += 1) {
    await scroll(page, 1500)
    await expectWhole(page)
  }
  await expect(message(page, `№ ${total}:`)).toBeInViewport()
  await openList(page)
  await expect(unreadOf(page, parents)).toBeHidden()
})

test('what arrives meanwhile moves nothing under the eyes of who reads the past', async () => {
  const { page } = await here.enter('teacher')
  await openChat(page, parents)
  await expect(message(page, `№ ${total}:`)).toBeInViewport()
  await scroll(page, -4000)
  const before = await expectWhole(page)
  await here.say('neighbour', 'parents', 'Новость')
  await expect(toNewest(page)).toContainText('1')
  const { seen, offset } = await shownMessages(page)
  expect(seen).toEqual(before.seen)
  expect(offset).toBeCloseTo(before.offset, 0)
  await toNewest(page).click()
  await expect(message(page, 'Новость')).toBeInViewport()
  await expect(toNewest(page)).toBeHidden()
})

test('who missed too much while away finds what came, whole and once', async ({ isMobile }) => {
  test.skip(isMobile, 'the desktop shows it')
  const { page } = await here.enter('teacher')
  await openChat(page, parents)
  await scroll(page, -6000)
  const { seen } = await expectWhole(page)
  const before = seen[Math.floor(seen.length / 2)]!
  await here.kill()
  await here.write('parents', 'colleague', ['Было без вас'], new Date().toISOString())
  // As after a long absence: so much was missed that a snapshot is cheaper than its frames.
  await here.world.owner.query('update kernel.topic set seq = seq + 1000')
  await here.revive()
  await expect(row(page, parents)).toContainText('Было без вас', { timeout: 30_000 })
  await expect(message(page, `№ ${before}:`), 'the reader is where he was').toBeInViewport()
  await expectWhole(page)
  await toNewest(page).click()
  await expect(message(page, 'Было без вас')).toBeInViewport()
  await expectWhole(page)
})

function toNewest(page: Page): Locator {
  return page.getByRole('button', { name: 'К последним сообщениям' })
}

/** On a phone the list is a screen of its own. */
async function openList(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Ко всем чатам' })
  if (await back.isVisible()) await back.click()
  await expect(row(page, parents)).toBeVisible()
}

/** By several pages at once. */
async function leap(page: Page, to: Way, until: number): Promise<void> {
  for (let { seen } = await expectWhole(page); !isThere(seen, to, until);) {
    await scroll(page, to === 'back' ? -8000 : 8000)
    const next = (await expectWhole(page)).seen
    expect(to === 'back' ? next[0]! < seen[0]! : next[0]! > seen[0]!, `${seen[0]} → ${next[0]}`).toBe(true)
    seen = next
  }
}

function isThere(seen: readonly number[], to: Way, until: number): boolean {
  return to === 'back' ? seen[0]! <= until : seen[0]! >= until
}

/** Leafs as a reader does: of what was seen something is always still in sight. */
async function leaf(page: Page, to: Way, until: number): Promise<void> {
  const step = ((await messages(page).boundingBox())?.height ?? 0) - 150
  for (let { seen } = await expectWhole(page); !isThere(seen, to, until);) {
    await scroll(page, to === 'back' ? -step : step)
    const next = (await expectWhole(page)).seen
    const [above, below] = to === 'back' ? [next, seen] : [seen, next]
    expect(above.at(-1)!, `${above.join(' ')} above ${below.join(' ')}`).toBeGreaterThanOrEqual(below[0]! - 1)
    expect(to === 'back' ? next[0]! < seen[0]! : next[0]! > seen[0]!, `${seen[0]} → ${next[0]}`).toBe(true)
    seen = next
  }
}

async function scroll(page: Page, by: number): Promise<void> {
  await messages(page).evaluate((log, pixels) => log.scrollBy(0, pixels), by)
}

/** Sayings of different length and author, one a minute until now; everybody but the parent has read them. */
async function fillChat({ world, people, chatId }: SmallSchool): Promise<void> {
  const authors = [people.teacher, people.parent, people.neighbour].map((one) => one.personId)
  const chat = await chatId('parents')
  await world.owner.query(
    `insert into chats.message (id, chat_id, school_id, number, author_id, text, at)
     select gen_random_uuid(), c.id, c.school_id, n, ($2::uuid[])[1 + (n / 3) % 3],
            '№ ' || n || ': ' || repeat('слово ', (n * 7919 % 40)::integer), now() - ($3 - n) * interval '1 minute'
     from chats.chat c, generate_series(1, $3::bigint) n where c.id = $1`,
    [chat, authors, total],
  )
  await world.owner.query(
    `update chats.message set reply_to = (select id from chats.message where chat_id = $1 and number = 5)
     where chat_id = $1 and number = $2`,
    [chat, total],
  )
  await world.owner.query('update chats.chat set last = $2 where id = $1', [chat, total])
  await world.owner.query(
    'update chats.member set read = case person_id when $2 then $3::bigint else $4::bigint end where chat_id = $1',
    [chat, people.parent.personId, readByParent, total],
  )
}
