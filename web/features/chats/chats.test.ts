import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Chat, Member, Message, Seat } from '#contract/chats.ts'
import { EntityCache } from '#web/kernel/cache/entity-cache.ts'
import { rememberIn } from '#web/kernel/local.ts'
import { ChatBook } from './chat-book.ts'
import { linesOf, rowOf, type ChatRow } from './chat-rows.ts'
import { Drafts } from './drafts.ts'
import { actionsFor } from './message-actions.ts'

const chat = (id: string, more: Partial<Chat> = {}): Chat => ({
  id,
  kind: 'class',
  name: '7Б · Ученики',
  tile: '7Б',
  classId: 'c',
  writeMode: 'all',
  closedUntil: null,
  members: 3,
  readTop: [],
  ...more,
})
const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  id,
  read: 0,
  last: 0,
  moderator: false,
  mayWrite: true,
  standing: 'parent',
  peer: null,
  ...more,
})
const message = (chatId: string, number: number, more: Partial<Message> = {}): Message => ({
  id: `${chatId} ${number}`,
  chatId,
  number,
  authorId: 'other',
  text: `текст ${number}`,
  at: number * 1000,
  replyTo: null,
  editedAt: null,
  deleted: null,
  ...more,
})
const author: Member = {
  id: 'x',
  chatId: 'a',
  personId: 'other',
  name: 'Ольга Щербакова',
  short: 'Ольга',
  listName: 'Щербакова Ольга',
  label: 'мама Льва',
  seal: false,
  standing: 'parent',
  moderator: false,
  active: true,
  reason: '',
}

function withBook() {
  const cache = new EntityCache()
  const book = new ChatBook(cache, 'me')
  const put = (
    name: string,
    value: { id: string },
    topic: string,
    origin: 'frame' | 'snapshot' = 'snapshot',
    asOf = 1,
  ) => cache.put(name, value, { topic, asOf, origin })
  put('chat', chat('a'), 'chat:a')
  put('seat', seat('a', { read: 3, last: 5 }), 'person:me')
  return { cache, book, put }
}

test('unread is what came after the last message read, also before it is loaded', () => {
  const { book, put } = withBook()
  assert.equal(book.unread('a'), 2)
  put('message', message('a', 6), 'chat:a', 'frame')
  assert.equal(book.unread('a'), 3)
  assert.equal(book.unreadMessages(), 3)
})

test('reading here counts at once, and is told to the server once', () => {
  const { book } = withBook()
  assert.equal(book.markRead('a', 99), true)
  assert.equal(book.unread('a'), 0)
  assert.equal(book.markRead('a', 5), false)
})

test('an own message, from whatever device, is read and calls nobody', () => {
  const { book, put } = withBook()
  const called: number[] = []
  book.onArrival((one) => called.push(one.number))
  put('message', message('a', 6), 'chat:a', 'frame')
  put('message', message('a', 7, { authorId: 'me' }), 'chat:a', 'frame')
  put('message', message('a', 4), 'chat:a', 'snapshot')
  assert.deepEqual(called, [6])
  assert.equal(book.unread('a'), 0)
  assert.equal(book.markRead('a', 7), true, 'the server does not know: after a reload it would count as new')
  assert.equal(book.markRead('a', 7), false)
})

test('the newest message is shown edited or deleted, and stays when the page lets it go', () => {
  const { book, put, cache } = withBook()
  put('message', message('a', 6), 'chat:a', 'frame')
  put('message', message('a', 6, { text: '', deleted: 'author' }), 'chat:a', 'frame', 2)
  put('message', message('a', 5, { text: 'старое' }), 'chat:a', 'frame', 3)
  assert.equal(book.newest('a')?.deleted, 'author')
  cache.evict('chat:a', 'message', ['a 6'])
  assert.equal(book.newest('a')?.number, 6)
})

test('a chat that was lost leaves nothing behind', () => {
  const { book, put, cache } = withBook()
  put('message', message('a', 6), 'chat:a', 'frame')
  cache.batch(() => {
    cache.forget('chat:a')
    cache.drop('seat', 'a', { topic: 'person:me', asOf: 2, origin: 'frame' })
  })
  assert.deepEqual([book.chats(), book.newest('a'), book.unreadMessages()], [[], undefined, 0])
})

test('a row says who wrote, in the words of the school', () => {
  const source = {
    chat: chat('a'),
    seat: seat('a'),
    newest: message('a', 1, { text: '**А во сколько?**\nв 8' }),
    author,
    draft: null,
    unread: 0,
    me: 'me',
  }
  assert.deepEqual(rowOf(source).preview, {
    kind: 'message',
    author: 'Ольга Щ.',
    isMine: false,
    text: 'А во сколько? в 8',
  })
  assert.deepEqual(rowOf({ ...source, draft: 'Можно ли' }).preview, { kind: 'draft', text: 'Можно ли' })
  assert.deepEqual(rowOf({ ...source, newest: message('a', 1, { authorId: 'me' }) }).preview, {
    kind: 'message',
    author: null,
    isMine: true,
    text: 'текст 1',
  })
  assert.deepEqual(rowOf({ ...source, newest: message('a', 1, { deleted: 'moderator' }) }).preview, { kind: 'deleted' })
})

test('sections stand in their order, recent chats first, official ones in their places', () => {
  const row = (id: string, kind: Chat['kind'], at: number, unread = 0): ChatRow => ({
    id,
    kind,
    title: id,
    tile: null,
    peer: null,
    at,
    preview: { kind: 'empty' },
    unread,
  })
  const rows = [
    row('d1', 'direct', 50),
    row('c1', 'class', 10),
    row('c2', 'parents', 20, 4),
    row('o1', 'staffroom', 99),
    row('o2', 'school-channel', 1),
  ]
  assert.deepEqual(
    linesOf(rows, 'all').map((line) => line.id),
    ['official', 'o2', 'o1', 'classes', 'c2', 'c1', 'direct', 'd1'],
  )
  assert.deepEqual(
    linesOf(rows, 'unread').map((line) => line.id),
    ['classes', 'c2'],
  )
  assert.deepEqual(
    linesOf(rows, 'classes').map((line) => line.id),
    ['classes', 'c2', 'c1'],
  )
})

test('a draft survives the page and is forgotten when it is empty', () => {
  const local = rememberIn(undefined)
  new Drafts(local, 'me').set('a', { text: 'Можно ли', replyTo: null })
  const next = new Drafts(local, 'me')
  assert.deepEqual(next.get('a'), { text: 'Можно ли', replyTo: null })
  assert.equal(new Drafts(local, 'somebody else').get('a'), null)
  next.set('a', { text: ' ', replyTo: null })
  assert.equal(new Drafts(local, 'me').get('a'), null)
})

test('a message offers only what the server would allow', () => {
  const day = 86_400_000
  const names = (more: Partial<Message>, who: Partial<Seat> = {}, now = 0, where: Partial<Chat> = {}) =>
    actionsFor({
      message: message('a', 1, { at: 0, ...more }),
      me: { personId: 'me', standing: who.standing ?? 'parent' },
      seat: seat('a', who),
      chat: chat('a', where),
      now,
    }).map((action) => action.name)
  assert.deepEqual(names({ authorId: 'me' }), ['reply', 'copy', 'edit', 'remove'])
  assert.deepEqual(names({ authorId: 'me' }, {}, day + 1), ['reply', 'copy'], 'a parent has a day')
  assert.deepEqual(
    names({ authorId: 'me' }, { standing: 'staff' }, 2 * day),
    ['reply', 'copy', 'edit', 'remove'],
    'staff have a week',
  )
  assert.deepEqual(names({}, { moderator: true }), ['reply', 'copy', 'hide'])
  assert.deepEqual(names({}, {}, 0, { writeMode: 'nobody' }), ['copy'])
  assert.deepEqual(names({ deleted: 'author' }, { moderator: true }), [])
})
