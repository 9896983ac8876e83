/** The API on one page: every call and every entity. A new feature adds one line. */
import type { Call, Entity } from './kernel/define.ts'
import * as accounts from './accounts.ts'
import * as chats from './chats.ts'
import * as classes from './classes.ts'
import * as invites from './invites.ts'
import * as people from './people.ts'
import * as schools from './schools.ts'
import * as setup from './setup.ts'

const files = { setup, accounts, schools, people, classes, chats, invites }

const declared = Object.values(files).flatMap((file) => Object.values(file) as unknown[])

export const calls: ReadonlyMap<string, Call> = new Map(declared.filter(isCall).map((call) => [call.name, call]))
export const entities: ReadonlyMap<string, Entity> = new Map(declared.filter(isEntity).map((one) => [one.name, one]))

function isCall(value: unknown): value is Call {
  return isDeclared(value) && (value.kind === 'query' || value.kind === 'command')
}

function isEntity(value: unknown): value is Entity {
  return isDeclared(value) && value.kind === 'entity'
}

function isDeclared(value: unknown): value is { kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value
}
