import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { calls } from '../contract/api.ts'
import { actionsOf } from '../contract/kernel/define.ts'
import { type Due, permissionTexts } from '../contract/permissions-texts.gen.ts'
import { unbuiltActions } from './permissions-built.ts'
import { generatedFiles, readPermissions } from './permissions.ts'
import { readCsv } from './csv.ts'

const root = new URL('../', import.meta.url)

/** SHA-256 of the agreed table: its head and 124 rows. A cell is never changed alone. */
const agreed = '5108ee8ae24b573f0dd2450ef6aab8522f01786cfa578980c0acc2c1a92386ea'

describe('the table of rights', () => {
  test('holds the agreed 124 rows unchanged', () => {
    const lines = readFileSync(new URL('contract/permissions.csv', root), 'utf8').split('\n').slice(0, 125)
    assert.equal(createHash('sha256').update(lines.join('\n')).digest('hex'), agreed)
  })

  test('explains each further row in a decision note', () => {
    const further = readPermissions().slice(124)
    const note = readFileSync(new URL('docs/decisions/002-five-rows-of-rights.md', root), 'utf8')
    assert.ok(further.length > 0)
    for (const row of further) {
      assert.match(row.basis, /decision \d{3}/, row.id)
      assert.ok(note.includes(`\`${row.id}\``), `${row.id} stands in the note`)
    }
  })

  test('is what the generated files hold', () => {
    for (const [path, text] of Object.entries(generatedFiles())) {
      assert.equal(readFileSync(new URL(path, root), 'utf8'), text, `${path} is stale: npm run permissions`)
    }
  })

  test('names each action once, and when it is due', () => {
    const rows = readPermissions()
    assert.equal(new Set(rows.map((row) => row.id)).size, rows.length)
    const dues: readonly Due[] = ['house', 'september', 'calls', 'later']
    for (const { due } of Object.values(permissionTexts)) assert.ok(dues.includes(due))
  })

  test('nobody acts as another, reads content as the operator, or edits the words of another: no such call exists', () => {
    const claimed = new Set<string>([...calls.values()].flatMap(actionsOf))
    for (const id of ['sys.impersonate', 'sys.content', 'msg.edit.other']) assert.equal(claimed.has(id), false, id)
  })

  test('has nothing due with the house that is not built', async () => {
    const rows = readPermissions()
    const due = new Set(rows.filter((row) => row.due === 'house').map((row) => row.id))
    assert.deepEqual(
      (await unbuiltActions(rows)).filter((id) => due.has(id)),
      [],
    )
  })
})

describe('reading CSV', () => {
  test('knows quotes, commas and quotes inside quotes', () => {
    assert.deepEqual(readCsv('a,b\n"x, y",""\n"say ""hi""",z\r\n'), [
      ['a', 'b'],
      ['x, y', ''],
      ['say "hi"', 'z'],
    ])
    assert.deepEqual(readCsv('a,\n,b'), [
      ['a', ''],
      ['', 'b'],
    ])
  })
})
