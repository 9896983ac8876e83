/** A confirmed teacher is class teacher of this class from now on. */
export interface CuratorAssigned {
  readonly type: 'curatorAssigned'
  readonly schoolId: string
  readonly personId: string
  readonly classId: string
  readonly className: string
}
