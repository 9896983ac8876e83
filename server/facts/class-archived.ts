/** An empty class is closed; its class teachers were removed before. */
export interface ClassArchived {
  readonly type: 'classArchived'
  readonly schoolId: string
  readonly classId: string
}
