import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Metric, Result } from './metrics/metric.ts'
import { pageOf } from './results.ts'

const metric: Metric = {
  name: 'ingest',
  title: 'Durable ingest',
  how: 'How.',
  goals: [
    { figure: 'one_chat', least: 8000 },
    { figure: 'wait', most: 20 },
  ],
  run: () => Promise.resolve([]),
}

const result: Result = {
  metric: 'ingest',
  machine: 'a machine',
  rounds: 5,
  figures: [
    {
      name: 'one_chat',
      unit: 'messages/s',
      ours: { median: 9000, min: 7000, max: 10_000 },
      peers: { naive: { median: 500, min: 400, max: 600.5 } },
    },
    { name: 'wait', unit: 'ms', ours: { median: 21.04, min: 3, max: 30 }, peers: {} },
  ],
}

test('the page shows each figure beside its peers, and whether what is promised was kept', () => {
  const page = pageOf([metric], () => result)
  assert.match(page, /\| `one_chat` \| messages\/s \| 9,000 \(7,000–10,000\) \| 500 \(400–601\) \| ≥ 8,000: kept \|/)
  assert.match(page, /\| `wait` \| ms \| 21 \(3–30\) \| – \| ≤ 20: \*\*missed\*\* \|/)
})

test('a metric that was not measured yet says so', () => {
  assert.match(
    pageOf([metric], () => undefined),
    /Not measured yet/,
  )
})
