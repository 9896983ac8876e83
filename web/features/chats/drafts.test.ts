import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rememberIn } from '#web/kernel/local.ts'
import { Drafts } from './drafts.ts'

test('each person of a browser has drafts of their own, in each chat one', () => {
  const local = rememberIn(undefined)
  const [mother, teacher] = [new Drafts(local, 'mother'), new Drafts(local, 'teacher')]
  mother.set('a', { text: 'Лев болеет', replyTo: null })
  teacher.set('a', { text: 'Контрольная', replyTo: 'm1' })
  mother.set('b', { text: 'Спасибо', replyTo: null })
  assert.deepEqual(new Drafts(local, 'mother').get('a'), { text: 'Лев болеет', replyTo: null })
  assert.deepEqual(new Drafts(local, 'teacher').get('a'), { text: 'Контрольная', replyTo: 'm1' })
  assert.equal(new Drafts(local, 'teacher').get('b'), null)
})

test('an answer that was only begun is kept, blanks alone are not', () => {
  const local = rememberIn(undefined)
  const drafts = new Drafts(local, 'me')
  drafts.set('a', { text: '', replyTo: 'm1' })
  assert.deepEqual(new Drafts(local, 'me').get('a'), { text: '', replyTo: 'm1' })
  drafts.set('a', { text: ' \n ', replyTo: null })
  assert.equal(drafts.get('a'), null)
  assert.deepEqual(local.keys(), [])
})

test('what something else wrote under the same name is no draft', () => {
  const local = rememberIn(undefined)
  for (const junk of ['', 'null', '{', '[]', '{"text":7}', '"text"', '{"replyTo":"m1"}']) {
    local.set('draft me a', junk)
    assert.equal(new Drafts(local, 'me').get('a'), null, junk)
  }
  local.set('draft me a', '{"text":"цел","replyTo":7}')
  assert.deepEqual(new Drafts(local, 'me').get('a'), { text: 'цел', replyTo: null })
})

test('the list hears of every change until it stops listening', () => {
  const drafts = new Drafts(rememberIn(undefined), 'me')
  let heard = 0
  const stop = drafts.subscribe(() => (heard += 1))
  drafts.set('a', { text: 'раз', replyTo: null })
  stop()
  drafts.set('a', { text: 'два', replyTo: null })
  assert.equal(heard, 1)
})
