import type { Role, Standing } from '#contract/people.ts'

/** Somebody stands on the school's list of persons from now on (perhaps without having entered yet). */
export interface PersonJoined {
  readonly type: 'personJoined'
  readonly schoolId: string
  readonly personId: string
  readonly roles: readonly Role[]
  readonly standing: Standing
}
