import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiError } from '#web/kernel/api/api-error.ts'
import { idOf, refusalOf, sendOrder } from './send-order.ts'

const answer = (status: number, headers: Record<string, string> = {}) => ({
  getStatus: () => status,
  getHeader: (name: string) => headers[name],
})

test('an order larger than 20 MB is refused before a byte is sent', async () => {
  const file = new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'приказ.pdf')
  await assert.rejects(
    sendOrder(file, () => assert.fail('sent')).done,
    (error: ApiError) => error.code === 'order_too_large',
  )
})

test('what the upload route refuses is said in words of the form', () => {
  assert.equal(refusalOf(answer(413)).code, 'order_too_large')
  assert.equal(refusalOf(answer(415)).code, 'order_not_document')
  assert.equal(refusalOf(answer(503)).code, 'unavailable')
  assert.equal(refusalOf(null).code, 'offline')
  assert.equal(refusalOf(answer(429, { 'retry-after': '30' })).retryAfter, 30)
})

test('the id is the last part of the address', () => {
  assert.equal(idOf('http://localhost:3000/upload/0198'), '0198')
})
