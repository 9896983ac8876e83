/** A parent's kinship with a pupil is confirmed from now on. */
export interface KinshipConfirmed {
  readonly type: 'kinshipConfirmed'
  readonly schoolId: string
  readonly parentId: string
  readonly childId: string
}
