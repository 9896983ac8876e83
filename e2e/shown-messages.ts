/** What a reader has before his eyes in a chat: numbers of messages, their order, holes and doubles. */
import { expect, type Page } from '@playwright/test'
import { messages } from './conversation.ts'

export interface Shown {
  /** Numbers of all messages drawn, in the order of the page. */
  readonly drawn: readonly number[]
  /** Numbers of those of which a part is in sight. */
  readonly seen: readonly number[]
  /** Pixels of the widest place in sight without a row, beyond a line of day or of new messages. */
  readonly hole: number
  /** Pixels by which two rows overlap. */
  readonly overlap: number
  /** From the upper edge of what is in sight to the first row seen; it stays while pages are loaded. */
  readonly offset: number
}

/** Looks when the rows have stood still for some frames: they are measured after they are drawn. */
export function shownMessages(page: Page): Promise<Shown> {
  return messages(page).evaluate(async (log) => {
    const look = (): Shown => {
      const box = log.getBoundingClientRect()
      const rows = [...log.querySelectorAll<HTMLElement>('[data-message]')].map((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return { number: Number(row.dataset['message']), top, bottom }
      })
      const seen = rows.filter((row) => row.bottom > box.top + 1 && row.top < box.bottom - 1)
      const steps = seen.slice(1).map((row, at) => row.top - seen[at]!.bottom)
      const [first, last] = [seen[0], seen.at(-1)]
      const edges = first && last ? [first.top - box.top, box.bottom - last.bottom] : [box.height]
      return {
        drawn: rows.map((row) => row.number),
        seen: seen.map((row) => row.number),
        hole: Math.max(...steps, ...edges),
        overlap: Math.max(0, ...steps.map((step) => -step)),
        offset: first === undefined ? 0 : first.top - box.top,
      }
    }
    let [before, still] = ['', 0]
    for (let frame = 0; frame < 120 && still < 4; frame += 1) {
      await new Promise(requestAnimationFrame)
      const now = JSON.stringify(look())
      still = now === before ? still + 1 : 0
      before = now
    }
    return look()
  })
}

/** Waits until the place in sight is full, then looks: neighbours follow each other, nothing stands twice. */
export async function expectWhole(page: Page): Promise<Shown> {
  let shown = await shownMessages(page)
  const look = async (): Promise<string[]> => faults((shown = await shownMessages(page)))
  if (faults(shown).length > 0) await expect.poll(look, { message: 'what is in sight' }).toEqual([])
  expect(shown.drawn.length, 'rows in the page').toBeLessThan(120)
  return shown
}

/** A line of a day is 46 pixels high, the line of new messages the same; both may stand above one message. */
const lines = 100

function faults({ drawn, hole, overlap }: Shown): string[] {
  const breaks = drawn.slice(1).filter((number, at) => number !== drawn[at]! + 1)
  return [
    ...(drawn.length === 0 ? ['nothing is drawn'] : []),
    ...(breaks.length > 0 ? [`not in a row: ${drawn.join(' ')}`] : []),
    ...(hole > lines ? [`an empty place of ${hole} pixels`] : []),
    ...(overlap > 1 ? [`rows overlap by ${overlap} pixels`] : []),
  ]
}
