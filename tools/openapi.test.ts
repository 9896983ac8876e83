import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { calls, entities } from '../contract/api.ts'
import { contractHash, historyHashes, openapiText } from './openapi.ts'

describe('the contract', () => {
  test('is what docs/openapi.json says', () => {
    const committed = readFileSync(new URL('../docs/openapi.json', import.meta.url), 'utf8')
    assert.ok(committed === openapiText(), 'docs/openapi.json is stale: npm run openapi')
  })

  test('has a line in its history for what it is now', () => {
    const hash = contractHash()
    assert.equal(
      historyHashes().at(-1),
      hash,
      `the contract changed: npm run openapi -- "what changed in one sentence"`,
    )
  })

  test('names no call and no entity twice', () => {
    const text = JSON.parse(openapiText()) as { paths: object; components: { schemas: object } }
    assert.equal(Object.keys(text.paths).length, calls.size)
    assert.equal(Object.keys(text.components.schemas).length, entities.size + 1)
  })

  test('speaks of a call as its feature: the prefix is the name of the contract file', () => {
    for (const name of calls.keys()) assert.match(name, /^[a-z]+\.[a-z][A-Za-z0-9]*$/)
  })
})
