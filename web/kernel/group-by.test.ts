import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupBy } from './group-by.ts'

test('groups stand in the order of their first member, members in theirs', () => {
  const groups = groupBy(['б1', 'а1', 'б2', 'в1', 'а2'], (one) => one[0])
  assert.deepEqual(
    [...groups],
    [
      ['б', ['б1', 'б2']],
      ['а', ['а1', 'а2']],
      ['в', ['в1']],
    ],
  )
  assert.equal(groupBy([], () => 0).size, 0)
})
