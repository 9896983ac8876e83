/** How far everybody has read: most to the end, some not yet, a few long ago; the shown people as the pictures have it. */
import type { Chance } from './random.ts'
import type { ExampleChat, ExampleClass, ExampleMember, ExampleMessage, ExamplePerson } from './school.ts'

interface Readers {
  readonly luck: Chance
  readonly people: readonly ExamplePerson[]
  readonly classes: readonly ExampleClass[]
  readonly chats: readonly ExampleChat[]
  readonly messages: readonly ExampleMessage[]
}

/** Unread messages of the people one looks at first; what is not named here is read. */
const unread: Record<string, Record<string, number>> = {
  'Круглова Елена': { '7Б parents': 3, staffroom: 3, 'direct Синицын': 1, 'direct Дорохова': 1 },
  'Щербакова Ольга': { '3А parents': 2, 'school-channel': 1, 'direct Круглова': 1 },
  'Щербаков Лев': { '7Б class': 2, 'school-channel': 1 },
  'Аксёнов Павел': { staffroom: 1, 'direct Хасанов': 1 },
}

export function markRead({ luck, people, classes, chats, messages }: Readers): void {
  const byId = new Map(people.map((one) => [one.id, one]))
  const classNames = new Map(classes.map((one) => [one.id, one.name]))
  const written = new Map<string, number>()
  for (const one of messages) written.set(`${one.chatId} ${one.authorId}`, one.number)
  for (const chat of chats) {
    for (const member of chat.members) {
      const person = byId.get(member.personId)
      if (!person?.entered) continue
      const least = written.get(`${chat.id} ${person.id}`) ?? 0
      const known = unread[`${person.surname} ${person.name}`]
      const behind = known ? (known[placeOf(chat, { member, byId, classNames })] ?? 0) : chanceBehind(luck)
      member.read = Math.max(least, chat.last - behind, 0)
    }
  }
}

function chanceBehind(luck: Chance): number {
  const roll = luck.next()
  if (roll < 0.66) return 0
  return roll < 0.9 ? luck.int(1, 6) : luck.int(7, 60)
}

interface Seen {
  readonly member: ExampleMember
  readonly byId: ReadonlyMap<string, ExamplePerson>
  readonly classNames: ReadonlyMap<string, string>
}

function placeOf(chat: ExampleChat, { member, byId, classNames }: Seen): string {
  if (chat.kind === 'direct') {
    const other = chat.members.find((one) => one.personId !== member.personId)
    return `direct ${byId.get(other?.personId ?? '')?.surname ?? ''}`
  }
  return chat.classId ? `${classNames.get(chat.classId) ?? ''} ${chat.kind}` : chat.kind
}
