import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EntityCache } from '../cache/entity-cache.ts'
import { HandClock, settled } from '../testing/hand-clock.ts'
import { Snapshots } from './snapshots.ts'
import { Topics } from './topics.ts'

function reading(refresh: (topics: readonly string[], all: Topics) => Promise<void>) {
  const clock = new HandClock()
  const topics = new Topics(new EntityCache(), () => {})
  const asked: (readonly string[])[] = []
  const state = { isReady: true }
  const snapshots = new Snapshots({
    clock,
    random: () => 0.5,
    topics,
    isReady: () => state.isReady,
    refresh: async (now) => {
      asked.push(now)
      await refresh(now, topics)
    },
  })
  return { clock, topics, asked, state, snapshots }
}

const begins = async (now: readonly string[], topics: Topics): Promise<void> => {
  for (const topic of now) topics.begin(topic, 1)
}

test('all that a welcome leaves unknown is read in one go, what is known is not', async () => {
  const { topics, snapshots, asked } = reading(begins)
  topics.hear(['chat:a', 'chat:b', 'chat:c'])
  topics.begin('chat:b', 4)
  for (const topic of ['chat:a', 'chat:b', 'chat:c']) snapshots.want([topic])
  await settled()
  assert.deepEqual(asked, [['chat:a', 'chat:c']])
})

test('what could not be read is read again after a growing pause', async () => {
  let fails = 3
  const { topics, snapshots, asked, clock } = reading(async (now, all) => {
    if (fails-- > 0) throw new Error('offline')
    await begins(now, all)
  })
  topics.hear(['chat:a'])
  snapshots.want(['chat:a'])
  await settled()
  const pauses: number[] = []
  while (asked.length < 4) {
    const [pause] = clock.waiting()
    pauses.push(pause!)
    await clock.pass(pause!)
  }
  assert.ok(pauses[0]! < pauses[1]! && pauses[1]! < pauses[2]!, pauses.join(' '))
  assert.deepEqual(topics.unknownOf(['chat:a']), [])
  assert.deepEqual(clock.waiting(), [])
})

test('without a connection nothing is asked, with the next welcome it is', async () => {
  const { topics, snapshots, asked, state } = reading(begins)
  topics.hear(['chat:a'])
  state.isReady = false
  snapshots.want(['chat:a'])
  await settled()
  assert.deepEqual(asked, [])
  state.isReady = true
  snapshots.want([])
  await settled()
  assert.deepEqual(asked, [['chat:a']])
})

test('a topic that an answer says nothing about begins where the server said it stands', async () => {
  const { topics, snapshots } = reading(async () => {})
  topics.hear(['desk:s'])
  topics.stale('desk:s', 40)
  snapshots.want(['desk:s'])
  await settled()
  assert.equal(topics.lastOf('desk:s'), 40)
})
