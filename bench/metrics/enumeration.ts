import { createSecretKey, randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '#server/kernel/ids.ts'
import { secretsOf } from '#server/kernel/secrets/secrets.ts'
import { askServer, pageHeaders } from '#server/testing/running.ts'
import { startServerProcess } from '#server/testing/server-process.ts'
import { generousLimits } from '#server/testing/world.ts'
import { type BenchPostgres, openBenchPostgres } from '../stand/bench-postgres.ts'
import { guessable, Samples, spreadOf } from '../stand/statistics.ts'
import type { Metric } from './metric.ts'

/** Phones of each kind in a round; each is asked about once. */
const perRound = 1000

const known = (n: number) => `+7916${2_000_000 + n}`
const unknown = (n: number) => `+7916${4_000_000 + n}`

export const enumeration: Metric = {
  name: 'enumeration',
  title: 'Known and unknown phones',
  how: `A stranger asks for a sign-in code: in each round for 1,000 phones that the school knows and 1,000 that it does not, in
random order, one at a time. \`request_code_ms\`: the time to the answer. \`guessed_right\`: how often somebody who compares
the times of a known and an unknown phone guesses right which is which (area under the curve of a Mann–Whitney test);
50 % is a coin, and chance alone makes up to 53 % of 1,000 pairs. Status, headers and bytes of all answers must be the same.`,
  goals: [{ figure: 'guessed_right', most: 53 }],
  async run(rounds) {
    const postgres = await openBenchPostgres()
    const dataDir = mkdtempSync(join(tmpdir(), 'peremena-bench-'))
    const key = randomBytes(32)
    try {
      await insertPhones(postgres, { key, count: rounds * perRound })
      const order = { database: postgres.urls, port: 0, dataDir, key: key.toString('hex'), logLevel: 'warn' }
      const server = await startServerProcess({ ...order, limits: generousLimits })
      try {
        return await compare(server.port, rounds)
      } finally {
        await server.stop()
      }
    } finally {
      await postgres.close()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}

async function compare(port: number, rounds: number) {
  const samples = new Samples()
  const answers = new Set<string>()
  // the first requests of a new server are slow, whoever asks
  for (let n = 0; n < 100; n++) answers.add((await request(port, unknown(rounds * perRound + n))).answer)
  for (let round = 0; round < rounds; round++) {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    for (const { kind, phone } of shuffled(round)) {
      const { ms, answer } = await request(port, phone)
      answers.add(answer)
      times[kind].push(ms)
    }
    if (answers.size !== 1) throw new Error(`Known and unknown phones get other answers:\n${[...answers].join('\n')}`)
    const share = guessable(times.known, times.unknown) * 100
    console.log(`  ${round + 1}/${rounds}: guessed right ${share.toFixed(1)} %`)
    const of = (contender: string) => ({ figure: 'request_code_ms', unit: 'ms', contender })
    samples.add(of('known phone'), spreadOf(times.known).median)
    samples.add(of('unknown phone'), spreadOf(times.unknown).median)
    samples.add({ figure: 'guessed_right', unit: '%', contender: 'known phone' }, share)
  }
  return samples.figures('known phone')
}

function shuffled(round: number): { kind: 'known' | 'unknown'; phone: string }[] {
  const all = Array.from({ length: perRound }, (_, at) => round * perRound + at).flatMap((n) => [
    { kind: 'known' as const, phone: known(n) },
    { kind: 'unknown' as const, phone: unknown(n) },
  ])
  for (let at = all.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    const one = all[at]!
    all[at] = all[other]!
    all[other] = one
  }
  return all
}

async function request(port: number, phone: string): Promise<{ ms: number; answer: string }> {
  const started = performance.now()
  const { status, headers, text } = await askServer(port, '/api/accounts.requestCode', {
    method: 'POST',
    headers: pageHeaders(`http://localhost:${port}`),
    body: JSON.stringify({ phone }),
  })
  const ms = performance.now() - started
  // the day's second and the stranger's new cookie differ, their form does not
  const { date: _, 'set-cookie': cookies = [], ...rest } = headers
  const forms = cookies.map((cookie) => cookie.replace(/=[^;]*/, '=…').replace(/Expires=[^;]*/, 'Expires=…'))
  return { ms, answer: JSON.stringify([status, text, rest, forms]) }
}

async function insertPhones({ owner }: BenchPostgres, { key, count }: { key: Buffer; count: number }): Promise<void> {
  const secrets = secretsOf(createSecretKey(key))
  const phones = Array.from({ length: count }, (_, n) => known(n))
  const accounts = phones.map(() => newId())
  await owner.query('insert into accounts.account (id) select unnest($1::uuid[])', [accounts])
  await owner.query(
    'insert into accounts.phone (account_id, hash, sealed) select * from unnest($1::uuid[], $2::bytea[], $3::bytea[])',
    [
      accounts,
      phones.map((phone) => secrets.hash('phone', phone)),
      phones.map((phone) => secrets.seal('phone', phone)),
    ],
  )
  await owner.query('analyze')
}
