/** The list of chats as it is drawn: sections, filters, one row a chat. */
import type { Chat, ChatKind, Member, Message, Seat } from '#contract/chats.ts'
import { groupBy } from '#web/kernel/group-by.ts'
import { plainOf } from './markup.ts'

export type SectionId = 'official' | 'classes' | 'direct'
export type Filter = 'all' | 'unread' | 'classes'

export interface ChatRow {
  readonly id: string
  readonly kind: ChatKind
  readonly title: string
  readonly tile: string | null
  /** The other one of a direct chat. */
  readonly peer: Seat['peer']
  /** Milliseconds of the newest message. */
  readonly at: number | null
  readonly preview: Preview
  readonly unread: number
}

export type Preview =
  | { readonly kind: 'draft'; readonly text: string }
  | { readonly kind: 'message'; readonly author: string | null; readonly isMine: boolean; readonly text: string }
  | { readonly kind: 'deleted' }
  /** Nothing was written yet: who is here instead. */
  | { readonly kind: 'empty' }

export interface RowSource {
  readonly chat: Chat
  readonly seat: Seat
  readonly newest: Message | undefined
  readonly author: Member | undefined
  readonly draft: string | null
  readonly unread: number
  readonly me: string
}

export type Line =
  | { readonly kind: 'section'; readonly id: SectionId }
  | { readonly kind: 'chat'; readonly id: string; readonly row: ChatRow }

const officialOrder: readonly ChatKind[] = ['school-channel', 'staff-channel', 'staffroom']

export function sectionOf(kind: ChatKind): SectionId {
  if (kind === 'direct') return 'direct'
  return kind === 'class' || kind === 'parents' ? 'classes' : 'official'
}

export function chatTitle(chat: Pick<Chat, 'name'>, seat: Pick<Seat, 'peer'> | undefined): string {
  return seat?.peer?.name ?? chat.name
}

export function rowOf(source: RowSource): ChatRow {
  const { chat, seat, newest } = source
  return {
    id: chat.id,
    kind: chat.kind,
    title: chatTitle(chat, seat),
    tile: chat.tile,
    peer: seat.peer,
    at: newest?.at ?? null,
    preview: previewOf(source),
    unread: source.unread,
  }
}

function previewOf({ chat, newest, author, draft, me }: RowSource): Preview {
  if (draft !== null && draft.trim() !== '') return { kind: 'draft', text: plainOf(draft) }
  if (newest === undefined) return { kind: 'empty' }
  if (newest.deleted !== null) return { kind: 'deleted' }
  const isMine = newest.authorId === me
  const name = isMine || chat.kind === 'direct' || author === undefined ? null : authorName(author)
  return { kind: 'message', author: name, isMine, text: plainOf(newest.text) }
}

/** «Елена Сергеевна», «Ольга Щ.» */
export function authorName(card: Pick<Member, 'short' | 'listName' | 'standing'>): string {
  if (card.standing === 'staff') return card.short
  const initial = [...card.listName][0]
  return initial === undefined ? card.short : `${card.short} ${initial}.`
}

/** Sections in their order; in each, unread and recent chats first. Official ones keep their places. */
export function linesOf(rows: readonly ChatRow[], filter: Filter): readonly Line[] {
  const shown = rows.filter((row) =>
    filter === 'unread' ? row.unread > 0 : filter === 'classes' ? sectionOf(row.kind) === 'classes' : true,
  )
  const sections = groupBy(shown, (row) => sectionOf(row.kind))
  return (['official', 'classes', 'direct'] as const).flatMap((id) => {
    const mine = sections.get(id)
    if (mine === undefined) return []
    const lines = mine
      .toSorted(id === 'official' ? byPlace : byNews)
      .map((row): Line => ({ kind: 'chat', id: row.id, row }))
    return [{ kind: 'section', id } as const, ...lines]
  })
}

function byPlace(one: ChatRow, other: ChatRow): number {
  return officialOrder.indexOf(one.kind) - officialOrder.indexOf(other.kind)
}

function byNews(one: ChatRow, other: ChatRow): number {
  return (other.at ?? 0) - (one.at ?? 0) || one.title.localeCompare(other.title, 'ru', { numeric: true })
}
