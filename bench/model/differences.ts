/** What a page shows and a fetch does not answer to its person, or the other way round. */
import { isDeepStrictEqual } from 'node:util'
import * as chats from '#contract/chats.ts'
import type { Running } from '#server/testing/running.ts'
import type { Browser } from '#server/testing/world.ts'
import type { Page } from './page.ts'

type Entity = { readonly id: string }

export async function differences(running: Running, browser: Browser, page: Page): Promise<string[]> {
  const list = await running.do(browser, chats.list, {})
  const found = compare(shownOf(page, `person:${page.person}`, 'seat').map(counted), list.seats.map(counted))
  const heard = new Set(list.chats.map((chat) => chat.id))
  for (const chat of page.cache.all('chat')) if (!heard.has(chat.id)) found.push(`chat ${chat.id} is not his any more`)
  for (const { id } of list.chats) {
    const topic = `chat:${id}`
    const fetched = await running.do(browser, chats.open, { chatId: id, around: null })
    found.push(...compare(shownOf(page, topic, 'chat'), [fetched.chat]))
    // the page may know older messages than the newest ones that are fetched, and members who are gone
    const first = fetched.messages[0]?.number ?? 0
    const messages = (shownOf(page, topic, 'message') as chats.Message[]).filter((one) => one.number >= first)
    found.push(...compare(messages, fetched.messages))
    const active = (members: readonly Entity[]) => (members as readonly chats.Member[]).filter((one) => one.active)
    found.push(...compare(active(shownOf(page, topic, 'member')), active(fetched.members)))
  }
  return found
}

const shownOf = (page: Page, topic: string, name: string) => page.cache.owned(topic, name)

/** The page counts what is unread by itself from the number that it once got. */
const counted = (seat: Entity): Entity => ({ ...seat, last: 0 }) as Entity

function compare(shown: readonly Entity[], fetched: readonly Entity[]): string[] {
  const known = new Map(shown.map((one) => [one.id, one]))
  const wrong = fetched.flatMap((one) =>
    isDeepStrictEqual(known.get(one.id), one) ? [] : [`${JSON.stringify(known.get(one.id))} ≠ ${JSON.stringify(one)}`],
  )
  const ids = new Set(fetched.map((one) => one.id))
  return [...wrong, ...shown.filter((one) => !ids.has(one.id)).map((one) => `${JSON.stringify(one)} is not there`)]
}
