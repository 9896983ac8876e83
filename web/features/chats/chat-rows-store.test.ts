import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EntityCache, type Entity } from '#web/kernel/cache/entity-cache.ts'
import { rememberIn } from '#web/kernel/local.ts'
import { ChatBook } from './chat-book.ts'
import { ChatRows } from './chat-rows-store.ts'
import { Drafts } from './drafts.ts'

const chat = (id: string) => ({ id, kind: 'class', name: `Чат ${id}`, tile: '7Б' })
const seat = (id: string) => ({ id, read: 0, last: 0, peer: null })
const message = (chatId: string, number: number) => ({
  id: `${chatId} ${number}`,
  chatId,
  number,
  authorId: 'olga',
  text: `текст ${number}`,
  at: number * 1000,
  deleted: null,
})
const olga = { short: 'Ольга', listName: 'Щербакова Ольга', standing: 'parent' }

/** A person with two chats, and how often the list would have been drawn. */
function list() {
  const cache = new EntityCache()
  const put = (name: string, value: Entity) => cache.put(name, value, { topic: 'x:1', asOf: 1, origin: 'frame' })
  const book = new ChatBook(cache, 'me')
  const drafts = new Drafts(rememberIn(undefined), 'me')
  const rows = new ChatRows({ book, drafts, cache, me: 'me' })
  const drawn = { times: 0 }
  rows.subscribe(() => (drawn.times += 1))
  for (const id of ['a', 'b']) {
    put('chat', chat(id))
    put('seat', seat(id))
  }
  return { put, drafts, rows, drawn, row: (id: string) => rows.get().find((row) => row.id === id)! }
}

test('a message changes the row of its chat and no other', () => {
  const { put, row } = list()
  const before = [row('a'), row('b')]
  put('message', message('a', 1))
  assert.notEqual(row('a'), before[0])
  assert.equal(row('a').unread, 1)
  assert.equal(row('b'), before[1], 'the same object is not drawn again')
})

test('an author who becomes known later is named in the row', () => {
  const { put, row } = list()
  put('message', message('a', 1))
  assert.deepEqual(row('a').preview, { kind: 'message', author: null, isMine: false, text: 'текст 1' })
  put('member', { id: 'a.olga', ...olga })
  assert.deepEqual(row('a').preview, { kind: 'message', author: 'Ольга Щ.', isMine: false, text: 'текст 1' })
})

test('a draft stands in the row until it is sent, an answer without words does not', () => {
  const { put, row, drafts } = list()
  put('message', message('a', 1))
  drafts.set('a', { text: '', replyTo: 'a 1' })
  assert.equal(row('a').preview.kind, 'message')
  drafts.set('a', { text: 'Могу в **субботу**', replyTo: null })
  assert.deepEqual(row('a').preview, { kind: 'draft', text: 'Могу в субботу' })
  drafts.set('a', { text: '', replyTo: null })
  assert.equal(row('a').preview.kind, 'message')
})

test('a chat without a seat is not in the list: one was removed from it', () => {
  const { put, rows } = list()
  put('chat', chat('c'))
  assert.deepEqual(
    rows.get().map((row) => row.id),
    ['a', 'b'],
  )
})

test('who left the page hears nothing any more', () => {
  const { put, rows, drawn, drafts } = list()
  rows.stop()
  const before = drawn.times
  put('message', message('a', 1))
  drafts.set('b', { text: 'Начато', replyTo: null })
  assert.equal(drawn.times, before)
})
