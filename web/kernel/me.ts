/** Who sits here: the session's account, its persons, and the one who acts in this tab. */
import type { LiveClient } from './live/live-client.ts'
import { perTab } from './local.ts'
import { Value } from './value.ts'

export interface Person {
  readonly personId: string
  readonly schoolId: string
  readonly schoolName: string
  readonly timeZone: string
  readonly card: {
    readonly personId: string
    readonly name: string
    readonly short: string
    readonly listName: string
    readonly label: string
    readonly seal: boolean
    readonly standing: 'staff' | 'pupil' | 'parent'
  }
  readonly roles: readonly string[]
  readonly curatorOf: readonly { readonly classId: string; readonly name: string }[]
  readonly classId: string | null
  readonly children: readonly { readonly personId: string; readonly name: string; readonly classId: string | null }[]
  readonly teacherStatus: 'none' | 'asked' | 'confirmed' | 'declined'
  readonly factorObligatory: boolean
}

export interface Me {
  /** Null for a stranger. */
  readonly accountId: string | null
  readonly isOperator: boolean
  readonly accounts: readonly { readonly accountId: string; readonly label: string; readonly current: boolean }[]
  readonly factor: {
    readonly methods: readonly ('totp' | 'passkey')[]
    readonly passed: boolean
    readonly recoveryCodesLeft: number
  }
  readonly persons: readonly Person[]
  /** Acts in this tab. */
  readonly person: Person | null
  readonly installation: {
    readonly mode: 'empty' | 'real' | 'example'
    readonly mayTry: boolean
    readonly switching: 'no' | 'under-way' | 'failed'
    readonly sms: boolean
    readonly supportEmail: string | null
  }
}

/** Null until it is known. */
export const me = new Value<Me | null>(null)
export const live = new Value<LiveClient | null>(null)

const chosenKey = 'person'

/** The person chosen in this tab, or the only one. */
export function choosePerson(persons: readonly Person[]): Person | null {
  const chosen = perTab.get(chosenKey)
  return persons.find((person) => person.personId === chosen) ?? persons[0] ?? null
}

/** Acts as another of the session's persons in this tab. */
export async function actAs(personId: string): Promise<void> {
  perTab.set(chosenKey, personId)
  await reloadMe()
}

let load: (() => Promise<Me>) | undefined

/** Said once by the application: how to find out who sits here. */
export function onReload(how: () => Promise<Me>): void {
  load = how
}

/** After signing in or out, passing the second factor, or a change of roles. */
export async function reloadMe(): Promise<Me> {
  if (load === undefined) throw new Error('The application has not said how to load who sits here.')
  const known = await load()
  me.set(known)
  return known
}
