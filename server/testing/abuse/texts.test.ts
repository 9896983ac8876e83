/** Texts that want to be SQL, markup, somebody else or too much: they are kept as texts, or refused at their field. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { calls } from '#contract/api.ts'
import * as chats from '#contract/chats.ts'
import { isCleanName } from '#contract/kernel/names.ts'
import { newId } from '#server/kernel/ids.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { type Running, startRunning } from '#server/testing/running.ts'
import { exampleOf, textsIn } from './examples.ts'

let running: Running
let school: School
let teacher: Somebody
let chatId: string

before(async () => {
  running = await startRunning()
  school = await foundSchool(running.world)
  teacher = await school.hire('teacher')
  const { chats: known } = await running.do(teacher.browser, chats.list, {})
  chatId = known.find((chat) => chat.kind === 'staffroom')!.id
})
after(() => running.close())

const injections = [
  `'; drop table chats.message; --`,
  `' or '1'='1`,
  `") or 1=1 --`,
  `1; select pg_sleep(10)`,
  `\\'; select 1; --`,
  `$1 $2 \${x} %s %d`,
  `{"a":1}, {1,2,NULL}`,
  `\u0000`,
  `'); truncate kernel.ledger cascade; --`,
  `x' union select hash, id::text from accounts.session --`,
]

/** What the database is made of, and how much stands in its tables of people. */
async function shape(): Promise<string> {
  const { rows } = await running.world.owner.query(`select
    (select count(*) from pg_class) as classes, (select count(*) from pg_proc) as functions,
    (select count(*) from people.person) as people, (select count(*) from chats.chat) as chats,
    (select count(*) from accounts.account) as accounts`)
  return JSON.stringify(rows)
}

test('SQL in any text of any call stays a text: nothing is run, nothing breaks', async () => {
  const before = await shape()
  let tried = 0
  for (const call of calls.values()) {
    const example = exampleOf(call.input)
    for (const at of textsIn(example)) {
      for (const injection of injections) {
        const answer = await running.call(teacher.browser, call, at.replaced(injection))
        tried += 1
        assert.ok(answer.status < 500, `${call.name} ${at.path} ${injection} → ${answer.status} ${answer.text}`)
      }
    }
  }
  assert.ok(tried > 300, `only ${tried} texts were found in the contract`)
  assert.equal(await shape(), before)
})

test('a message comes back as it was sent, whatever signs it holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), async (typed) => {
      const text = typed.normalize('NFC')
      fc.pre(text.trim() !== '' && !text.includes('\u0000') && text.isWellFormed())
      const { message } = await running.do(teacher.browser, chats.send, { id: newId(), chatId, text, replyTo: null })
      assert.equal(message.text, text)
      const { messages } = await running.do(school.admin.browser, chats.pick, {
        chatId,
        messages: [message.id],
        members: [],
      })
      assert.equal(messages[0]?.text, text)
    }),
    { numRuns: 60 },
  )
})

test('half of a pair of signs, and the sign that PostgreSQL cannot keep, are refused', async () => {
  for (const text of ['\ud800', 'a\udc00b', '\u0000', 'a\u0000b']) {
    const answer = await running.call(teacher.browser, chats.send, { id: newId(), chatId, text, replyTo: null })
    assert.equal(answer.status, 400, `${JSON.stringify(text)} → ${answer.status} ${answer.text}`)
  }
})

test('one bad message does not hold up those of others that travel with it', async () => {
  const good = Array.from({ length: 20 }, (_, at) => ({ id: newId(), chatId, text: `Добрая ${at}`, replyTo: null }))
  const bad = { id: newId(), chatId, text: 'a\u0000b', replyTo: null }
  const answers = await Promise.all(
    [...good.slice(0, 10), bad, ...good.slice(10)].map((input) => running.call(teacher.browser, chats.send, input)),
  )
  assert.equal(answers.filter((answer) => answer.status === 200).length >= 20, true)
})

const decent = [
  'Ёлкин Ю́рий',
  'Анна-Мария',
  'О’Нил',
  "Д'Артаньян",
  'Мельникова-Дорошенко',
  'Ли',
  'Я',
  'Жан-Жак Руссо',
  'Нгуен Тхи Лан',
  'Nguyễn',
  'Müller',
  'Żółć',
  'Κώστας',
  'Гузель Фаритовна',
  'Ахмед оглы',
  'Иванов (мл.)',
  '李明',
]
const impostors = [
  'Aдминистратор',
  'Администpатор',
  'Админиcтратор',
  'Αдмин',
  'Админ\u202eротартсини',
  'Админ\u200bистратор',
  'Админ\u2060истратор',
  'Админ\u00adистратор',
  'Адм\u0300\u0301\u0302\u0303ин',
  '\u2066Админ\u2069',
  'Админ\ufeff',
  'Админ\u0000',
  'Админ\nИванов',
  'Админ\u2028',
  'Ꭺдмин',
  '✔ Администратор',
  '👑 Директор',
  'Админ™',
  '𝐀дмин',
  'ａdmin Админ',
  'Админ\ue000',
  'Админ<b>',
  'Админ@школа',
]

test('decent names of every people are taken', () => {
  for (const name of decent) assert.equal(isCleanName(name.normalize('NFC')), true, name)
})

test('nobody can be named so as to look like «Администратор»', () => {
  for (const name of impostors) assert.equal(isCleanName(name.normalize('NFC')), false, JSON.stringify(name))
})

test('a look-alike is refused by every call that takes a name, at its field', async () => {
  let tried = 0
  for (const call of calls.values()) {
    for (const at of textsIn(exampleOf(call.input))) {
      // a child that a parent names is only looked up in the list of the class
      if (!/(^|\.)(surname|patronymic|name)$/.test(at.path) || at.path.startsWith('child.')) continue
      const isPersons =
        /(^|\.)(surname|patronymic)$/.test(at.path) ||
        textsIn(exampleOf(call.input)).some((one) => one.path === at.path.replace(/name$/, 'surname'))
      if (!isPersons) continue
      for (const name of impostors.filter((one) => !isCleanName(one.trim()))) {
        const answer = await running.call(school.admin.browser, call, at.replaced(name))
        assert.equal(
          answer.status,
          400,
          `${call.name} ${at.path} ${JSON.stringify(name)} → ${answer.status} ${answer.text}`,
        )
        assert.ok(
          at.path in ((answer.body as { fields?: object }).fields ?? {}),
          `${call.name} names ${at.path}: ${answer.text}`,
        )
        tried += 1
      }
    }
  }
  assert.ok(tried > 50, `only ${tried} names were tried`)
})
