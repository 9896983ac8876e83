export interface ClassRenamed {
  readonly type: 'classRenamed'
  readonly schoolId: string
  readonly classId: string
  readonly name: string
}
