import { join } from 'node:path'
import { sessionCookie } from '#server/kernel/sessions/session-door.ts'
import { prepareChromium } from '../../tools/setup/chromium.ts'
import { peremena } from '../contenders/peremena.ts'
import { reactAssets, serveReactAlone } from '../contenders/react-alone.ts'
import type { Room } from '../load/dialect.ts'
import { root } from '../root.ts'
import { type BenchPostgres, openBenchPostgres } from '../stand/bench-postgres.ts'
import { type Opened, openPage, type Opening } from '../stand/opening.ts'
import { Samples } from '../stand/statistics.ts'
import { prepareWeb } from '../stand/web-client.ts'
import type { Metric } from './metric.ts'

type Place = Omit<Opening, 'context'> & { readonly contender: string; readonly cookie: string | null }

export const firstLoad: Metric = {
  name: 'first-load',
  title: 'First load',
  how: `A pupil who is signed in and has 30 chats opens \`/\` in Chromium at 1366×860, processor slowed four times, line of
1.6 Mbit/s with 150 ms to the server. \`usable_ms\`: from the start of the navigation until the chats are seen, with an empty
cache; \`repeat_usable_ms\`: the same once more in the same browser. \`total_gz_kb\`: everything fetched until the network
rests, fonts apart, built files counted as gzip (browsers that take Brotli fetch less); \`font_kb\`: the fonts.
\`stranger_gz_kb\`: the same for somebody who is not signed in. \`react alone\` is a page of thirty rows made with React and
nothing else: the floor for a page of this kind. Aimed at, not promised yet: usable after 2.5 s, again after 1 s.`,
  goals: [
    { figure: 'total_gz_kb', most: 200 },
    { figure: 'stranger_gz_kb', most: 200 },
  ],
  async run(rounds) {
    await prepareWeb()
    const program = await prepareChromium()
    if (typeof program !== 'string') throw new Error(program.missing)
    const postgres = await openBenchPostgres()
    try {
      return await compare(program, postgres, rounds)
    } finally {
      await postgres.close()
    }
  },
}

async function compare(program: string, postgres: BenchPostgres, rounds: number) {
  const samples = new Samples()
  const server = await peremena.start(postgres)
  const react = await serveReactAlone()
  try {
    const cookie = await gatherPupil(postgres)
    const ours = {
      contender: 'peremena',
      url: `http://localhost:${server.port}/`,
      assets: join(root, 'dist/web/assets'),
    }
    const places = {
      pupil: { ...ours, cookie, sign: '[data-chat]' },
      stranger: { ...ours, cookie: null, sign: 'main, form, input, button' },
      react: {
        contender: 'react alone',
        url: `http://localhost:${react.port}/`,
        assets: reactAssets,
        cookie: null,
        sign: '[data-chat]',
      },
    }
    for (let round = 1; round <= rounds; round++) {
      for (const place of [places.pupil, places.react]) await openTwice(program, place, samples)
      const { kilobytes } = (await openings(program, places.stranger, 1))[0]!
      samples.add({ figure: 'stranger_gz_kb', unit: 'kB', contender: 'peremena' }, kilobytes)
    }
  } finally {
    await react.close()
    await server.stop()
  }
  return samples.figures('peremena')
}

async function openTwice(program: string, place: Place, samples: Samples): Promise<void> {
  const [cold, again] = (await openings(program, place, 2)) as [Opened, Opened]
  console.log(
    `  ${place.contender}: usable after ${Math.round(cold.usableMs)} ms, again ${Math.round(again.usableMs)} ms, ${cold.kilobytes.toFixed(1)} kB in ${cold.files} files`,
  )
  const add = (figure: string, unit: string, value: number) =>
    samples.add({ figure, unit, contender: place.contender }, value)
  add('total_gz_kb', 'kB', cold.kilobytes)
  add('usable_ms', 'ms', cold.usableMs)
  add('repeat_usable_ms', 'ms', again.usableMs)
  add('font_kb', 'kB', cold.fontKilobytes)
}

/** The same page so many times in one new browser. */
async function openings(program: string, place: Place, times: number): Promise<Opened[]> {
  const { chromium } = await import('@playwright/test')
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 }, locale: 'ru-RU' })
  try {
    if (place.cookie !== null) {
      const guarded = { secure: true, httpOnly: true, sameSite: 'Lax' } as const
      const url = place.url.replace('http:', 'https:')
      await context.addCookies([{ name: sessionCookie, value: place.cookie, url, ...guarded }])
    }
    const opened: Opened[] = []
    for (let n = 0; n < times; n++) opened.push(await openPage({ ...place, context }))
    return opened
  } finally {
    await browser.close()
  }
}

/** The cookie of a pupil with thirty chats of thirty members, each with a last message. */
async function gatherPupil({ owner }: BenchPostgres): Promise<string> {
  const { gatherCrowd } = await import('#server/testing/crowd.ts')
  const crowd = await gatherCrowd(
    owner,
    Array.from({ length: 30 }, () => 30),
  )
  const chats: readonly Room[] = crowd.chats
  await owner.query(
    `with said as (
       insert into chats.message (id, chat_id, school_id, number, author_id, text)
       select gen_random_uuid(), c, $2, 1, $3, 'Завтра первым уроком контрольная' from unnest($1::uuid[]) c returning chat_id)
     update chats.chat set last = 1 where id in (select chat_id from said)`,
    [chats.map((chat) => chat.id), crowd.schoolId, crowd.people[0]!.personId],
  )
  return crowd.people[0]!.cookie
}
