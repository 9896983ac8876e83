/**
 * The whole table of rights, cell by cell, over HTTP and over the socket: every actor tries every call that is due on
 * every object. Each try is rolled back, so no try disturbs the next.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { calls } from '#contract/api.ts'
import type { Call } from '#contract/kernel/define.ts'
import { decide } from '#contract/kernel/policy.ts'
import { viewApplication } from '#contract/schools.ts'
import { cookieOf, type TestSocket } from '#server/testing/running.ts'
import { type Actor, barrierOf } from './cast.ts'
import type { Probe } from './probe.ts'
import { probesOf } from './probes.ts'
import { rollBackEverything } from './roll-back.ts'
import { buildStage, type RightsWorld } from './stage.ts'

let stage: RightsWorld
let probes: readonly Probe[]

before(async () => {
  stage = await buildStage()
  probes = probesOf(stage)
  rollBackEverything(stage.running.app.core)
})
after(() => stage.running.close())

const yes = 'allowed'

/** `allowed`, or the code of the refusal. */
function expected(actor: Actor, probe: Probe): string {
  const barrier = barrierOf(actor, probe.call.caller)
  if (barrier && !(probe.call.beforeFactor && barrier === 'second_factor_needed')) return barrier
  const isAllowed = probe.asks(actor).every(({ action, relation }) => decide(action, actor.columns, relation) === 'yes')
  if (isAllowed) return probe.isBarred?.(actor) ? 'forbidden' : yes
  return probe.isVisible(actor) ? (probe.denial ?? 'forbidden') : 'not_found'
}

/** A conflict with the state that the call declares itself means that the right was there. */
function said(call: Call, code: string | null): string {
  if (code === null || (call.errors.includes(code) && code !== 'may_not_write')) return yes
  return code
}

async function openFor(actor: Actor): Promise<TestSocket> {
  try {
    return await stage.running.socket(actor.browser)
  } catch (error) {
    throw new Error(`No socket for «${actor.key}».`, { cause: error })
  }
}

interface Wrong {
  readonly who: string
  readonly what: string
  readonly expected: string
  readonly got: string
}

type Ask = (actor: Actor, probe: Probe) => Promise<{ code: string | null; body: unknown }>

/** Several of the cast try at once, each one call after the other. */
const atOnce = 4

async function tryAll(actors: readonly Actor[], ask: Ask): Promise<number> {
  const wrong: Wrong[] = []
  let tried = 0
  const turn = actors.values()
  const work = async (): Promise<void> => {
    for (const actor of turn) await tryEach(actor)
  }
  const tryEach = async (actor: Actor): Promise<void> => {
    for (const probe of probes) {
      const { code, body } = await ask(actor, probe)
      const wanted = expected(actor, probe)
      const got = said(probe.call, code)
      tried += 1
      if (wanted === 'not_found' && got === wanted)
        assert.deepEqual(body, { code: 'not_found' }, 'the body of a 404 is constant')
      if (got !== wanted)
        wrong.push({ who: actor.key, what: `${probe.call.name} on ${probe.on}`, expected: wanted, got })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  assert.deepEqual(wrong.slice(0, 25), [], `${wrong.length} of ${tried} cells are wrong`)
  return tried
}

test('over HTTP every cell of the table answers as it stands', async (t) => {
  const tried = await tryAll(stage.actors, async (actor, probe) => {
    const { status, body } = await stage.running.call(actor.browser, probe.call, probe.input())
    return { code: status === 200 ? null : (body as { code: string }).code, body }
  })
  t.diagnostic(`${tried} cells`)
})

test('over the socket every cell of the table answers as it stands', async (t) => {
  const sockets = new Map<string, TestSocket>()
  let number = 0
  // without a session there is no socket; those of ended sessions and suspended persons are closed at hello
  const able = stage.actors.filter((actor) => actor.browser.cookie && !/^(session|suspended)$/.test(actor.ended ?? ''))
  const tried = await tryAll(able, async (actor, probe) => {
    const socket = sockets.get(actor.key) ?? (await openFor(actor))
    sockets.set(actor.key, socket)
    const n = ++number
    socket.heard.length = 0
    socket.say({ t: 'call', n, name: probe.call.name, input: probe.input() })
    const reply = await socket.reply(n)
    if (reply.t === 'answer') return { code: null, body: null }
    return { code: (reply.error as { code: string }).code, body: reply.error }
  })
  t.diagnostic(`${tried} cells`)
})

test('the address of a file answers as the call that guards it', async () => {
  const probe = probes.find((one) => one.call.name === viewApplication.name)!
  const wrong: string[] = []
  for (const actor of stage.actors) {
    const { browser } = actor
    const person = browser.person ? `?person=${browser.person}` : ''
    const { status, text } = await stage.running.ask(`/files/order/${stage.applicationId}${person}`, {
      headers: { cookie: cookieOf(browser), 'sec-fetch-site': 'same-origin' },
    })
    const isAllowed = expected(actor, probe) === yes
    if ((status === 200) !== isAllowed || text.includes('%PDF') !== isAllowed) wrong.push(`${actor.key}: ${status}`)
  }
  assert.deepEqual(wrong, [])
  assert.ok(stage.actors.some((actor) => expected(actor, probe) === yes))
})

test('every call that asks a row of the table is tried here or open to anyone', () => {
  const tried = new Set(probes.map((probe) => probe.call.name))
  const guarded = [...calls.values()].filter((call) => call.caller === 'person' || call.caller === 'operator')
  assert.deepEqual(
    guarded.map((call) => call.name).filter((name) => !tried.has(name)),
    [],
  )
})
