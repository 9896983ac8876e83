/** Somebody is class teacher of this class no more and loses its chats in the same transaction. */
export interface CuratorRemoved {
  readonly type: 'curatorRemoved'
  readonly schoolId: string
  readonly personId: string
  readonly classId: string
}
