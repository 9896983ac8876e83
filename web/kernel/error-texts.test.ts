import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { calls } from '#contract/api.ts'
import { commonStatus } from '#contract/kernel/errors.ts'
import { errorTexts } from './error-texts.ts'

const codes = [...new Set([...Object.keys(commonStatus), ...[...calls.values()].flatMap((call) => call.errors)])]

test('every code that a call may refuse with has its words', () => {
  assert.deepEqual(
    codes.filter((code) => !(code in errorTexts)),
    [],
  )
})

test('the words of a code stand in the Russian catalogue', () => {
  const catalogue = readFileSync(new URL('../../texts/ru.po', import.meta.url), 'utf8')
  assert.deepEqual(
    codes.filter((code) => !catalogue.includes(`msgid "error.${code}"`)),
    [],
  )
})

test('a text has the id of its code', () => {
  for (const [code, text] of Object.entries(errorTexts)) assert.equal(text.id, `error.${code}`)
})
