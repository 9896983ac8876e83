/** What a handler has in its hands: the whole toolbox (HOUSE «The path of a call»). */
import type { ActionId } from '#contract/permissions.gen.ts'
import type { Entity, ValueOf } from '#contract/kernel/define.ts'
import type { CommonCode } from '#contract/kernel/errors.ts'
import type { Answer, Column, Relation, RoleName } from '#contract/kernel/policy.ts'
import type { Fact } from '#server/facts/index.ts'
import type { Config } from '#server/kernel/config/config.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { Secrets } from '#server/kernel/secrets/secrets.ts'
import type { SessionDoor } from '#server/kernel/sessions/session-door.ts'
import type { RefusalDetail } from './refusal.ts'

export interface ActingPerson {
  readonly id: string
  readonly schoolId: string
  readonly roles: readonly RoleName[]
  /** The columns of the table of rights that speak for this person. */
  readonly columns: ReadonlySet<Column>
  readonly standing: 'staff' | 'pupil' | 'parent'
}

export interface Actor {
  readonly sessionId: string | null
  readonly accountId: string | null
  readonly isOperator: boolean
  readonly factorPassed: boolean
  readonly person: ActingPerson | null
}

export interface LiveDoor {
  put<E extends Entity>(topic: string, entity: E, value: ValueOf<E>): void
  drop(topic: string, entity: Entity, id: string): void
  /** From now on the person hears the topic. */
  join(personId: string, topic: string): void
  /** From now on he does not; open pages forget what they knew of it. */
  leave(personId: string, topic: string): void
  /** In queries: the answer carries this topic's number from the same snapshot. */
  mark(topic: string): void
}

/** What the connection itself tells, for rules that depend on where a request comes from. */
export interface RequestFacts {
  readonly socketLoopback: boolean
  readonly host: string
  readonly forwarded: boolean
  readonly address: string
}

/** The installation: which database is served, and going over to the other one. */
export interface HouseDoor {
  mode(): 'real' | 'example'
  /** Begins to go over, making the example first where there is none; what is under way is still answered. */
  switchTo(mode: 'real' | 'example'): void
  /** How the last going over stands; `no` where there is none to wait for. */
  switching?(): 'no' | 'under-way' | 'failed'
}

export interface Ctx<E extends string = string> {
  readonly actor: Actor
  readonly tx: Tx
  /** Milliseconds since 1970. */
  readonly now: number
  /** A new UUID, version 7. */
  readonly newId: () => string
  readonly live: LiveDoor
  readonly tell: (fact: Fact) => Promise<void>
  readonly later: (job: string, input: object) => void
  readonly refuse: (code: E | CommonCode, detail?: RefusalDetail) => never
  readonly may: (action: ActionId, relation: Relation) => Answer
  /** Refuses `forbidden` where the actor may know of the object (`visible`), else `not_found`. */
  readonly demand: (action: ActionId, relation: Relation, visible: boolean) => void
  readonly ledger: (line: { readonly subject: string; readonly detail?: object }) => void
  /** Sets the row-level-security context where the caller has no person (operator, invitation, own schools). */
  readonly enterSchool: (schoolId: string) => Promise<void>
  readonly session: SessionDoor
  /** After the commit: these sessions' open sockets are closed, on all nodes. */
  readonly closeSessions: (hashes: readonly Buffer[]) => void
  readonly request: RequestFacts
  readonly house: HouseDoor
  readonly config: Config
  readonly secrets: Secrets
}

/** The acting person of a `caller: 'person'` call; dispatch has made sure there is one. */
export function actingPerson(ctx: Pick<Ctx, 'actor'>): ActingPerson {
  if (!ctx.actor.person) throw new Error('This call was declared for callers without a person, but asks for one.')
  return ctx.actor.person
}
