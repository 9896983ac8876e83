/** `await api(call, input)`: the one way to the server. Rejects with ApiError; nothing typed is lost by it. */
import type { Call, InputOf, OutputOf } from '#contract/kernel/define.ts'
import { cache } from '../cache/cache.ts'
import { live, me } from '../me.ts'
import { Caller, type Answer, type CallOptions } from './caller.ts'

const caller = new Caller({
  fetch: (path, init) => fetch(path, init),
  socket: () => live.get(),
  person: () => me.get()?.person?.personId ?? null,
})

export async function api<C extends Pick<Call, 'name' | 'caller'>>(
  call: C,
  input: InputOf<C>,
  options?: CallOptions,
): Promise<OutputOf<C>> {
  return (await caller.ask(call, input, options)).value
}

/** With the numbers of the snapshot that the answer was read from. */
export function ask<C extends Pick<Call, 'name' | 'caller'>>(
  call: C,
  input: InputOf<C>,
  options?: CallOptions,
): Promise<Answer<OutputOf<C>>> {
  return caller.ask(call, input, options)
}

export interface Taken {
  readonly topic: string
  readonly entity: { readonly name: string }
  readonly values: readonly { readonly id: string }[]
  /** The answer holds all that the topic has of this entity: others go. */
  readonly complete?: boolean
}

/** Puts entities of an answer into the cache, never over newer ones. */
export function take(marks: Answer<unknown>['marks'], parts: readonly Taken[]): void {
  const put = (asOf: (topic: string) => number): void => {
    for (const { topic, entity, values, complete } of parts) {
      const source = { topic, asOf: asOf(topic), origin: 'snapshot' } as const
      if (complete) dropOthers(entity.name, new Set(values.map((value) => value.id)), source)
      for (const value of values) cache.put(entity.name, value, source)
    }
  }
  const connection = live.get()
  if (connection === null) cache.batch(() => put((topic) => marks[topic] ?? 0))
  else connection.take(marks, put)
}

function dropOthers(
  name: string,
  ids: ReadonlySet<string>,
  source: { topic: string; asOf: number; origin: 'snapshot' },
): void {
  for (const value of cache.owned(source.topic, name)) if (!ids.has(value.id)) cache.drop(name, value.id, source)
}
