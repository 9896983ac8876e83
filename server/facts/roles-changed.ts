import type { Role, Standing } from '#contract/people.ts'

/** A person of the school has other roles than before. A new person is told as `personJoined` alone. */
export interface RolesChanged {
  readonly type: 'rolesChanged'
  readonly schoolId: string
  readonly personId: string
  readonly before: readonly Role[]
  readonly roles: readonly Role[]
  readonly standing: Standing
}
