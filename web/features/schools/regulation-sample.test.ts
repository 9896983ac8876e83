import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDraft } from './application-draft.ts'
import { regulationDocument, regulationText } from './regulation-sample.ts'

test('the sample of the regulation names the school and says what each of its people does', () => {
  const named = regulationText({ ...emptyDraft, name: 'МОУ «Гимназия № 44»' }).map(({ text }) => text)
  assert.ok(
    named.includes('об использовании информационно-коммуникационной платформы «Перемена» в МОУ «Гимназия № 44»'),
  )
  assert.ok(named.some((text) => text.startsWith('1.1.') && text.includes('МОУ «Гимназия № 44» использует')))
  for (const who of [
    'Администратор',
    'Администрация',
    'Классный руководитель',
    'Учитель-предметник',
    'Обучающийся',
    'Родитель',
  ]) {
    assert.ok(
      named.some((text) => new RegExp(`^2\\.\\d\\. ${who}`).test(text)),
      who,
    )
  }
  assert.ok(!named.some((text) => text.includes('[')))
})

test('without a name a line is left for it', () => {
  assert.ok(regulationText(emptyDraft).some(({ text }) => /«Перемена» в _+$/.test(text)))
  assert.ok(regulationDocument(emptyDraft).length > 5000)
})
