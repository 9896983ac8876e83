/** Rows of the PostgreSQL schema `chats` as the feature reads them. */
import type { Chat, ChatKind, Member, Message, Seat } from '#contract/chats.ts'

export interface ChatRow {
  readonly id: string
  readonly school_id: string
  readonly kind: ChatKind
  readonly name: string
  readonly class_id: string | null
  readonly last: number
  /** As on the wire. */
  readonly json: Chat
}

/** A chat together with the asking person's place in it. */
export interface PlaceRow extends ChatRow {
  readonly seat: Seat
  readonly moderator: boolean
}

export interface MessageRow {
  readonly id: string
  readonly chat_id: string
  readonly author_id: string
  readonly text: string
  readonly at: number
  readonly deleted: 'author' | 'moderator' | null
}

export interface MemberRow {
  readonly chat_id: string
  readonly person_id: string
  readonly active: boolean
  readonly moderator: boolean
  readonly standing: Member['standing']
  readonly json: Member
}

export interface PageRow {
  readonly messages: Message[]
  readonly members: Member[]
}
