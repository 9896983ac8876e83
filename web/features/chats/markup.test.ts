import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clampMarks, parseMarkup, plainOf, type Markup } from './markup.ts'

const text = (value: string) => ({ kind: 'text', text: value })
const link = (value: string, href: string) => ({ kind: 'link', text: value, href })

test('bold, italic and code are drawn, everything else stays text', () => {
  assert.deepEqual(parseMarkup('до **завтра** и _тихо_, `x*y*z`'), [
    text('до '),
    { kind: 'bold', parts: [text('завтра')] },
    text(' и '),
    { kind: 'italic', parts: [text('тихо')] },
    text(', '),
    { kind: 'code', text: 'x*y*z', block: false },
  ])
  assert.deepEqual(parseMarkup('```\n<b>нет</b>\n```'), [{ kind: 'code', text: '<b>нет</b>', block: true }])
})

test('what only looks like a mark stays as it was written', () => {
  for (const plain of [
    '2*3*4 = 24',
    'snake_case_name',
    '* пункт',
    '** **',
    'a ** b',
    '_',
    '`',
    '****',
    'цена 5* и 6*',
  ]) {
    assert.deepEqual(parseMarkup(plain), [text(plain)], plain)
  }
})

test('addresses are found to where a reader would end them', () => {
  assert.deepEqual(parseMarkup('см. https://school44.example.ru/путь?a=1, там.'), [
    text('см. '),
    link('https://school44.example.ru/путь?a=1', 'https://school44.example.ru/%D0%BF%D1%83%D1%82%D1%8C?a=1'),
    text(', там.'),
  ])
  assert.deepEqual(parseMarkup('(www.example.ru)'), [
    text('('),
    link('www.example.ru', 'https://www.example.ru/'),
    text(')'),
  ])
  assert.deepEqual(
    parseMarkup('https://ru.wikipedia.org/wiki/Тверь_(город)').map((part) => part.kind),
    ['link'],
  )
})

test('nothing but web addresses becomes a link', () => {
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'https://user:pass@bank.example.ru/',
    'file:///etc/passwd',
    'xhttps://a.ru',
    'http://a',
  ]) {
    assert.deepEqual(
      parseMarkup(bad).filter((part) => part.kind === 'link'),
      [],
      bad,
    )
  }
})

test('no character is lost or added, whatever was typed', () => {
  const raw = (parts: readonly Markup[]): string =>
    parts.map((part) => ('parts' in part ? raw(part.parts) : part.text)).join('')
  const letters = fc.string({
    unit: fc.constantFrom('а', 'b', ' ', '*', '_', '`', '\n', '.', '(', ')', 'https://', 'www.'),
    maxLength: 80,
  })
  fc.assert(
    fc.property(letters, (typed) => {
      const marks = /[*_`\n]/g
      assert.equal(raw(parseMarkup(typed)).replace(marks, ''), typed.replace(marks, ''))
    }),
  )
})

test('the work grows with the length only, whatever is piled up', () => {
  const piles = [
    '*',
    '_',
    '`',
    '**',
    '**a ',
    '*a ',
    '_a',
    'https://',
    'https://a.b/(',
    ' `',
    '**a** ',
    'www.a.b)',
    '(((',
    '* _ ` ',
  ]
  for (const pile of piles) {
    const steps = [16_384, 65_536].map((length) => {
      const effort = { steps: 0 }
      parseMarkup(pile.repeat(Math.ceil(length / pile.length)).slice(0, length), effort)
      return effort.steps
    })
    assert.ok(steps[1]! <= steps[0]! * 5 + 100, `${JSON.stringify(pile)}: ${steps.join(' → ')}`)
  }
})

test('piled up combining marks are clamped to two', () => {
  assert.equal(clampMarks('Z\u0301\u0302\u0303\u0304\u0305'), 'Z\u0301\u0302')
  assert.equal(clampMarks('Ю́рий Ёлкин'), 'Ю́рий Ёлкин')
})

test('in lists the text stands without its marks in one line', () => {
  assert.equal(plainOf('**Завтра**\nв `8:30` см. www.example.ru'), 'Завтра в 8:30 см. www.example.ru')
})
