/** Who is writing where; a sign lasts some seconds and is never stored. */
import { Value } from '../value.ts'

const lastsMs = 5000

/** Chat → persons who write there now. */
export const typing = new Value<ReadonlyMap<string, readonly string[]>>(new Map())
const timers = new Map<string, ReturnType<typeof setTimeout>>()

export function heardTyping(chat: string, person: string): void {
  const key = `${chat} ${person}`
  clearTimeout(timers.get(key))
  timers.set(
    key,
    setTimeout(() => stoppedTyping(chat, person), lastsMs),
  )
  change(chat, (now) => (now.includes(person) ? now : [...now, person]))
}

/** The message came, or nothing more did. */
export function stoppedTyping(chat: string, person: string): void {
  change(chat, (now) => (now.includes(person) ? now.filter((one) => one !== person) : now))
}

function change(chat: string, how: (now: readonly string[]) => readonly string[]): void {
  const before = typing.get().get(chat) ?? []
  const after = how(before)
  if (after !== before) typing.set(new Map(typing.get()).set(chat, after))
}
