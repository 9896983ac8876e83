import { columnsOf, decide } from '#contract/kernel/policy.ts'
import type { Card } from '#contract/people.ts'
import {
  type BulkChat,
  type BulkMember,
  countChatsInBulk,
  insertChatsInBulk,
  insertMembersInBulk,
  insertMessagesInBulk,
  nameOfClassChat,
  nameOfStaffroom,
  reasons,
} from '#server/features/chats/index.ts'
import type { ExampleChat, ExampleMember, ExamplePerson } from '../example/school.ts'
import type { Load } from './load-example.ts'

/** Rows a statement: small enough for the guards of the serving role. */
const batch = 4000

export async function loadChats(load: Load, cards: ReadonlyMap<string, Card>): Promise<void> {
  const { tx, school } = load
  const people = new Map(school.people.map((one) => [one.id, one]))
  const kin = Map.groupBy(school.kinships, (one) => one.parentId)
  const members = school.chats.flatMap((chat) =>
    chat.members.map((member): BulkMember => {
      const [card, person] = [cards.get(member.personId), people.get(member.personId)]
      if (!card || !person) throw new Error(`A member of a chat is nobody: ${member.personId}`)
      const children = (kin.get(member.personId) ?? []).map((one) => one.childId)
      return {
        chatId: chat.id,
        card,
        moderator: member.moderator,
        mayWrite: mayWrite(chat, person),
        read: member.read,
        joinedAt: member.joinedAt,
        grounds: groundsOf({ load, chat, member, cards, children }),
      }
    }),
  )
  await insertChatsInBulk(
    tx,
    school.chats.map((chat) => chatRow(load, chat)),
  )
  for (const part of parted(members)) await insertMembersInBulk(tx, part)
  for (const part of parted(school.messages)) await insertMessagesInBulk(tx, part)
  await countChatsInBulk(tx)
}

function chatRow({ school }: Load, chat: ExampleChat): BulkChat {
  const className = school.classes.find((one) => one.id === chat.classId)?.name ?? null
  const [left, right] = chat.members.map((one) => one.personId)
  const { id, kind, classId, createdAt } = chat
  const name = () => {
    if (kind === 'staffroom') return nameOfStaffroom(school.shortName)
    if (kind === 'school-channel') return 'Общешкольный'
    if (kind === 'staff-channel') return 'Сотрудники'
    return kind === 'direct' ? '' : nameOfClassChat(kind, className ?? '')
  }
  return {
    id,
    kind,
    classId,
    createdAt,
    name: name(),
    tile: className,
    pair: kind === 'direct' && left && right ? [left, right] : null,
  }
}

/** In channels the table of rights says who writes. */
function mayWrite(chat: ExampleChat, person: ExamplePerson): boolean {
  if (chat.kind !== 'school-channel' && chat.kind !== 'staff-channel') return true
  const action = chat.kind === 'school-channel' ? 'ch.school.post' : 'ch.staff.post'
  return decide(action, columnsOf(person.roles, false, false), { school: true }) === 'yes'
}

interface Grounded {
  readonly load: Load
  readonly chat: ExampleChat
  readonly member: ExampleMember
  readonly cards: ReadonlyMap<string, Card>
  readonly children: readonly string[]
}

function groundsOf({ load, chat, member, cards, children }: Grounded): BulkMember['grounds'] {
  const { personId, why } = member
  const of = load.school.classes.find((one) => one.id === chat.classId)
  const nameOf = (id: string | null) => cards.get(id ?? '')?.name ?? ''
  const classId = chat.classId ?? ''
  const hand = { kind: 'hand', ref: member.addedBy ?? '', reason: reasons.hand(nameOf(member.addedBy)) } as const
  const kin = children
    .filter((childId) => of?.pupilIds.includes(childId))
    .map((childId) => ({ kind: 'kin', ref: childId, reason: reasons.kin(nameOf(childId)) }) as const)
  const own = {
    curator: { kind: 'curator', ref: classId, reason: reasons.curator },
    roster: { kind: 'roster', ref: classId, reason: reasons.roster },
    staff: { kind: 'staff', ref: personId, reason: reasons.staff },
    school: { kind: 'school', ref: personId, reason: reasons.school },
    direct: { kind: 'pair', ref: chat.id, reason: reasons.pair },
    'by-hand': hand,
  } as const
  // a class teacher may be a parent of the class, too
  const kinHere = chat.kind === 'parents' ? kin : []
  return why === 'kinship' ? kinHere : [own[why], ...kinHere]
}

function parted<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / batch) }, (_, index) =>
    rows.slice(index * batch, (index + 1) * batch),
  )
}
