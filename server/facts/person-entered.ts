/** A person of the list got an account: has entered for the first time. */
export interface PersonEntered {
  readonly type: 'personEntered'
  readonly schoolId: string
  readonly personId: string
}
