/** The example as plain data: what the generator makes and the loader writes. Instants are ms since 1970. */
import type { Role } from '#contract/people.ts'
import type { ChatKind } from '#contract/chats.ts'
import type { Gender } from './declension.ts'

export type Standing = 'staff' | 'pupil' | 'parent'

export interface ExamplePerson {
  readonly id: string
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly gender: Gender
  roles: Role[]
  readonly position: string | null
  readonly teacherStatus: 'none' | 'asked' | 'confirmed'
  readonly teacherAskedAt: number | null
  /** Has entered at least once, so has an account. */
  entered: boolean
  readonly createdAt: number
}

export interface ExampleClass {
  readonly id: string
  readonly name: string
  readonly grade: number
  readonly letter: string
  /** How many pupils, and how many of them have entered. */
  readonly size: number
  readonly entered: number
  curatorId: string | null
  pupilIds: string[]
}

export interface ExampleKinship {
  readonly parentId: string
  readonly childId: string
  readonly kin: 'mother' | 'father' | 'guardian' | 'other'
}

export interface ExampleMember {
  readonly personId: string
  readonly standing: Standing
  readonly moderator: boolean
  readonly why: 'curator' | 'roster' | 'kinship' | 'staff' | 'school' | 'by-hand' | 'direct'
  /** Who added a member by hand. */
  readonly addedBy: string | null
  readonly joinedAt: number
  /** Number of the last message read. */
  read: number
}

export interface ExampleChat {
  readonly id: string
  readonly kind: ChatKind
  readonly classId: string | null
  readonly createdAt: number
  readonly members: ExampleMember[]
  /** Number of its last message. */
  last: number
}

export interface ExampleMessage {
  readonly id: string
  readonly chatId: string
  number: number
  readonly authorId: string
  text: string
  readonly at: number
  readonly replyTo: string | null
  editedAt: number | null
  deleted: 'author' | null
}

export interface ExampleRequest {
  readonly id: string
  readonly kind: 'teacher' | 'pupil' | 'parent'
  readonly classId: string | null
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly position: string | null
  readonly child: { readonly surname: string; readonly name: string; readonly kin: 'mother' | 'father' } | null
  readonly createdAt: number
}

export interface ExampleSchool {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly inn: string
  readonly address: string
  readonly timeZone: string
  readonly email: string
  readonly phone: string
  readonly createdAt: number
  /** The administrator, who made all of it. */
  readonly adminId: string
  readonly people: readonly ExamplePerson[]
  readonly classes: readonly ExampleClass[]
  readonly kinships: readonly ExampleKinship[]
  readonly chats: readonly ExampleChat[]
  readonly messages: readonly ExampleMessage[]
  readonly requests: readonly ExampleRequest[]
}
