/** How nouns (entities), reads (queries) and writes (commands) of the API are declared. */
import type * as z from 'zod/mini'
import type { ActionId } from '../permissions.gen.ts'

type Schema = z.ZodMiniType

/** What an answer costs the server: each class has its own bucket of calls per session (kernel/limits). */
export type RateClass = 'read' | 'write' | 'send' | 'mark' | 'sign-in' | 'public-write'
/** `ledger`: the call leaves a line in the audit ledger; `none`: it does not. */
export type AuditClass = 'none' | 'ledger'
/**
 * Who may call at all, before any right is looked at:
 * `anyone` — no session; `account` — a signed-in account, no person chosen; `person` — acts as a person of a school;
 * `operator` — the operator of the installation.
 */
export type Caller = 'anyone' | 'account' | 'person' | 'operator'

export interface Entity<N extends string = string, S extends Schema = Schema> {
  readonly kind: 'entity'
  readonly name: N
  readonly schema: S
}

export interface CallSpec<I extends Schema, O extends Schema, E extends string> {
  readonly input: I
  readonly output: O
  /** Codes that only this call refuses with; every call may also refuse with a CommonCode. */
  readonly errors: readonly E[]
  /** Rows of permissions.csv that this call is an instance of. */
  readonly action: ActionId | readonly ActionId[]
  readonly caller: Caller
  readonly rate: RateClass
  readonly audit: AuditClass
  /** True for the few calls that must work before an obligatory second factor was passed. */
  readonly beforeFactor?: boolean
}

export interface Call<
  K extends 'query' | 'command' = 'query' | 'command',
  N extends string = string,
  I extends Schema = Schema,
  O extends Schema = Schema,
  E extends string = string,
> extends CallSpec<I, O, E> {
  readonly kind: K
  readonly name: N
}

export type InputOf<C> = C extends Call<any, any, infer I, any, any> ? z.infer<I> : never
export type OutputOf<C> = C extends Call<any, any, any, infer O, any> ? z.infer<O> : never
export type ErrorOf<C> = C extends Call<any, any, any, any, infer E> ? E : never
export type ValueOf<E> = E extends Entity<any, infer S> ? z.infer<S> : never

export function entity<const N extends string, S extends Schema>(name: N, schema: S): Entity<N, S> {
  return { kind: 'entity', name, schema }
}

/** A read: runs in one REPEATABLE READ snapshot and changes nothing. */
export function query<const N extends string, I extends Schema, O extends Schema, const E extends string = never>(
  name: N,
  spec: CallSpec<I, O, E>,
): Call<'query', N, I, O, E> {
  return { kind: 'query', name, ...spec }
}

/** A write: exactly one transaction. */
export function command<const N extends string, I extends Schema, O extends Schema, const E extends string = never>(
  name: N,
  spec: CallSpec<I, O, E>,
): Call<'command', N, I, O, E> {
  return { kind: 'command', name, ...spec }
}

/** The permission rows of a call, always as a list. */
export function actionsOf(call: Pick<Call, 'action'>): readonly ActionId[] {
  return typeof call.action === 'string' ? [call.action] : call.action
}
