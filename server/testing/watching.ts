/** Live equals fetched: what a page held before, plus the frames of a change, is what it would fetch afterwards. */
import { deepEqual, notDeepEqual } from 'node:assert/strict'
import { applyFrames, type Held, hold } from './live.ts'
import type { World } from './world.ts'

type Entries = readonly (readonly [name: string, value: { readonly id: string }])[]

export interface Screen {
  readonly topic: string
  /** All that the screen shows of the topic, as calls answer it. */
  readonly fetch: () => Promise<Entries>
}

/** Runs the change and compares. A change that nobody sees is a mistake of the test: something has to be told. */
export async function assertLive(
  world: World,
  screens: readonly Screen[],
  change: () => Promise<unknown>,
): Promise<void> {
  const before = await Promise.all(screens.map((screen) => look(world, screen)))
  await change()
  for (const [at, screen] of screens.entries()) {
    const { held, seq } = before[at]!
    const untouched = plain(held)
    await applyFrames(world, held, { topic: screen.topic, seq })
    const { held: fetched } = await look(world, screen)
    deepEqual(plain(held), plain(fetched), `${screen.topic} after the change`)
    notDeepEqual(plain(held), untouched, `${screen.topic} shows the change`)
  }
}

async function look(world: World, screen: Screen): Promise<{ held: Held; seq: number }> {
  const held = hold(await screen.fetch())
  const { rows } = await world.owner.query<{ seq: string }>('select seq from kernel.topic where id = $1', [
    screen.topic,
  ])
  return { held, seq: Number(rows[0]?.seq ?? 0) }
}

function plain(held: Held): object {
  return Object.fromEntries([...held].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
