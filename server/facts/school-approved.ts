/** The operator approved an application: the school exists from now on, and this person is to be its administrator. */
export interface SchoolApproved {
  readonly type: 'schoolApproved'
  readonly schoolId: string
  /** «Гимназия № 44» */
  readonly shortName: string
  readonly admin: {
    /** A new account that is entered by the phone of the application. */
    readonly accountId: string
    readonly surname: string
    readonly name: string
    readonly patronymic: string | null
    readonly position: string
  }
}
