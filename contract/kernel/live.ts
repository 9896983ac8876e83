/**
 * The realtime protocol (SAFETY.md §1). A topic numbers its frames without gaps in commit order; a frame carries whole
 * entities to put and ids to drop, so the client needs no event switch.
 */
import * as z from 'zod/mini'
import { id, personId } from './scalars.ts'

/** `chat:ID`, `person:ID`, `class:ID`, `desk:SCHOOL` */
export const topic = z.string().check(z.regex(/^[a-z]+:[0-9a-f-]{36}$/))
export type Topic = `${string}:${string}`

/**
 * `put` a whole entity by its `id`; `drop` an id; `join` and `leave` stand only on a person's own topic and say that
 * the person now hears, or no longer hears, another topic: the server (un)subscribes its sockets, the client forgets.
 */
export type Op =
  | readonly ['put', string, { readonly id: string }]
  | readonly ['drop', string, string]
  | readonly ['join', string]
  | readonly ['leave', string]

export interface Frame {
  readonly topic: string
  /** Counts from 1 in each topic, without gaps. */
  readonly seq: number
  readonly ops: readonly Op[]
}

/** Topic → number of the last frame known. */
export const marks = z.record(topic, z.number().check(z.int(), z.minimum(0)))
export type Marks = z.infer<typeof marks>

/** What a client says over the socket. `n` numbers its calls, unique within the connection. */
export const fromClient = z.discriminatedUnion('t', [
  /** First of all: who acts in this tab, which store it knows, and up to where. */
  z.strictObject({ t: z.literal('hello'), person: z.nullable(personId), epoch: z.nullable(z.string()), have: marks }),
  z.strictObject({ t: z.literal('call'), n: z.number(), name: z.string(), input: z.unknown() }),
  /** Hear a topic of the screen that was opened (rights are checked), from a number on. */
  z.strictObject({ t: z.literal('watch'), topic, from: z.number() }),
  z.strictObject({ t: z.literal('unwatch'), topic }),
  /** Heartbeat with a digest of all numbers known; the server sends what is missing. */
  z.strictObject({ t: z.literal('beat'), have: marks }),
  /** Ephemeral: never stored, dropped first when a socket is slow. */
  z.strictObject({ t: z.literal('typing'), chat: id }),
])
export type FromClient = z.infer<typeof fromClient>

/** What the server says. `stale`: too much was missed (or nothing is known yet): fetch a snapshot of that topic. */
export type FromServer =
  | { readonly t: 'welcome'; readonly epoch: string; readonly topics: readonly string[]; readonly now: number }
  | ({ readonly t: 'frame' } & Frame)
  | { readonly t: 'answer'; readonly n: number; readonly value: unknown; readonly marks?: Marks }
  | { readonly t: 'refusal'; readonly n: number; readonly error: unknown }
  | { readonly t: 'stale'; readonly topic: string; readonly seq: number }
  | { readonly t: 'lost'; readonly topic: string }
  | { readonly t: 'typing'; readonly chat: string; readonly person: string }
  | { readonly t: 'beat'; readonly now: number }
  | { readonly t: 'bye'; readonly reason: 'signed_out' | 'restarting' | 'flood' | 'slow'; readonly after: number }

/** Close codes of the socket: 4001 session ended, 4008 too slow, 4009 flood, 4010 restarting. */
export const closeCodes = { signedOut: 4001, slow: 4008, flood: 4009, restarting: 4010 } as const

/** Milliseconds between two heartbeats, before jitter (SAFETY.md §1). */
export const heartbeatMs = 25_000
