/** The live connection of the acting person, and what the features do while somebody acts. */
import { ApiError } from '#web/kernel/api/api-error.ts'
import { api } from '#web/kernel/api/api.ts'
import { cache } from '#web/kernel/cache/cache.ts'
import { realClock } from '#web/kernel/clock.ts'
import type { WebFeature } from '#web/kernel/feature.ts'
import { LiveClient } from '#web/kernel/live/live-client.ts'
import { refreshTopics, tellBeginning } from '#web/kernel/live/refreshers.ts'
import { heardTyping } from '#web/kernel/live/typing.ts'
import { openWebSocket } from '#web/kernel/live/wire.ts'
import { local } from '#web/kernel/local.ts'
import { live, me, reloadMe, type Me } from '#web/kernel/me.ts'
import { outbox, startOutbox } from '#web/kernel/outbox/outbox-here.ts'

/** Follows `me`: another person acts, another connection opens. */
export function followMe(features: readonly WebFeature[]): void {
  let actor: string | null = null
  let stop = (): void => {}
  const follow = (): void => {
    const who = me.get()
    const next = who === null ? null : actorOf(who)
    if (next === actor) return
    actor = next
    stop()
    stop = who === null || next === null ? () => {} : begin(who, features)
  }
  me.subscribe(follow)
  follow()
}

/** Who speaks over the socket; passing the second factor opens more, so it counts. */
function actorOf(who: Me): string | null {
  if (who.person === null || (who.person.factorObligatory && !who.factor.passed)) return null
  return `${who.accountId} ${who.person.personId}`
}

function begin(who: Me, features: readonly WebFeature[]): () => void {
  const person = who.person!.personId
  const connection = new LiveClient({
    open: openWebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`, fetchTicket),
    cache,
    clock: realClock,
    random: Math.random,
    person,
    schedule: nextPicture,
    refresh: refreshTopics,
    onBegin: tellBeginning,
    epoch: { get: () => local.get('epoch'), set: (epoch) => local.set('epoch', epoch) },
    onNewEpoch: () => void outbox.get()?.reoffer(),
    onReady: () => outbox.get()?.hurry(),
    onSignedOut: () => void reloadMe().catch(() => me.set(null)),
    onTyping: heardTyping,
    onMoved: readRightsAnew,
  })
  const stopOutbox = startOutbox(person, api)
  live.set(connection)
  const stops = features.flatMap((feature) => feature.start?.(who) ?? [])
  connection.start()
  const hurry = (): void => {
    if (document.visibilityState === 'visible') connection.hurry()
  }
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  return () => {
    window.removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
    for (const stop of stops) stop()
    connection.stop()
    live.set(null)
    stopOutbox()
    cache.clear()
  }
}

/** Chats and classes come and go with roles: who was named class teacher finds the class, who was detached loses it. */
function readRightsAnew(): void {
  reading ??= Promise.resolve().then(() => {
    reading = null
    return reloadMe().then(() => undefined, ignoreOutage)
  })
}

/** Several topics that come or go in one moment are one reading. */
let reading: Promise<void> | null = null

/** The page goes on with what it knew; the server refuses what is no longer allowed. */
function ignoreOutage(error: unknown): void {
  if (!(error instanceof ApiError)) throw error
}

/** With the next picture; hidden pages draw none, so there a timer does. */
function nextPicture(run: () => void): void {
  if (document.visibilityState === 'visible') requestAnimationFrame(() => run())
  else setTimeout(run, 50)
}

async function fetchTicket(): Promise<string> {
  const response = await fetch('/live/ticket', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-peremena': '1' },
    body: '{}',
    credentials: 'same-origin',
  })
  if (!response.ok) throw new Error(`No ticket: ${response.status}`)
  return ((await response.json()) as { ticket: string }).ticket
}
