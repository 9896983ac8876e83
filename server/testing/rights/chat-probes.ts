/** Chats and messages: reading, writing, keeping order. */
import * as chats from '#contract/chats.ts'
import type { Call } from '#contract/kernel/define.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import { newId } from '#server/kernel/ids.ts'
import { isMember, relationToChat } from './objects.ts'
import type { Probe } from './probe.ts'
import type { RightsWorld } from './stage.ts'

/** Rows that name a kind of chat by itself. */
const readingOf: Record<string, ActionId> = {
  staffroom: 'staffroom.read',
  school: 'ch.school.read',
  staff: 'ch.staff.read',
}
const postingOf: Record<string, ActionId> = { school: 'ch.school.post', staff: 'ch.staff.post' }

export function chatProbes(world: RightsWorld): Probe[] {
  return world.chats.flatMap(({ key, id: chatId }) => {
    const kind = key.split(':')[0]!
    const on = (call: Call, action: ActionId, input: () => object): Probe => ({
      call,
      on: `chat ${key}`,
      input,
      asks: (actor) => [{ action, relation: relationToChat(actor, key) }],
      isVisible: (actor) => isMember(actor, key),
    })
    const reading = (call: Call, input: () => object): Probe => ({
      ...on(call, 'chat.history', input),
      asks: (actor) =>
        (['chat.history', readingOf[kind]] as const).flatMap((action) =>
          action ? [{ action, relation: relationToChat(actor, key) }] : [],
        ),
    })
    const peer = world.actors.find((one) => !one.ended && isMember(one, key))!.personId!
    return [
      reading(chats.open, () => ({ chatId, around: null })),
      reading(chats.history, () => ({ chatId, from: 100, direction: 'before', limit: 10 })),
      reading(chats.pick, () => ({ chatId, messages: [], members: [] })),
      reading(chats.members, () => ({ chatId, offset: 0, limit: 10 })),
      on(chats.markRead, 'chat.history', () => ({ chatId, number: 1 })),
      {
        ...on(chats.send, 'chat.post', () => ({ id: newId(), chatId, text: 'Проверка', replyTo: null })),
        denial: 'may_not_write',
        asks: (actor) =>
          (['chat.post', postingOf[kind]] as const).flatMap((action) =>
            action ? [{ action, relation: relationToChat(actor, key) }] : [],
          ),
      },
      on(chats.setWriteMode, 'msg.moderate', () => ({ chatId, mode: 'all', closedUntil: null })),
      on(chats.addMember, 'chat.members', () => ({ chatId, personId: peer })),
      on(chats.removeMember, 'chat.members', () => ({ chatId, personId: peer })),
      on(chats.setModerator, 'chat.members', () => ({ chatId, personId: peer, moderator: false })),
    ]
  })
}

export function messageProbes(world: RightsWorld): Probe[] {
  return world.messages.flatMap(({ chat, author, id: messageId }) => {
    const on = (call: Call, action: ActionId, input: () => object): Probe => ({
      call,
      on: `message of ${author} in ${chat.key}`,
      input,
      asks: (actor) => [{ action, relation: { ...relationToChat(actor, chat.key), owner: actor.key === author } }],
      isVisible: (actor) => isMember(actor, chat.key),
    })
    return [
      on(chats.edit, 'msg.edit.own', () => ({ messageId, text: 'Исправлено' })),
      on(chats.remove, 'msg.delete.own', () => ({ messageId })),
      on(chats.hide, 'msg.moderate', () => ({ messageId })),
    ]
  })
}
