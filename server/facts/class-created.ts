export interface ClassCreated {
  readonly type: 'classCreated'
  readonly schoolId: string
  readonly classId: string
  readonly name: string
}
