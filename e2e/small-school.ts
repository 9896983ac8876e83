/** A class with its grown-ups on the real server, everybody in a browser of their own, signed in already. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser as PlaywrightBrowser, BrowserContext, Page } from '@playwright/test'
import { signInAs } from '#server/features/accounts/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { sessionCookie } from '#server/kernel/sessions/session-door.ts'
import { arrange } from '#server/testing/arrange.ts'
import { foundSchool, type Names, type School, type Somebody as Known } from '#server/testing/school.ts'
import { operatorOf } from '#server/testing/sign-in.ts'
import { type ServerProcess, startServerProcess } from '#server/testing/server-process.ts'
import { type Browser as Device, createWorld, generousLimits, newBrowser, type World } from '#server/testing/world.ts'
import { newId } from '#server/kernel/ids.ts'
import { hearAnswers } from './answers.ts'
import { makeCrowd, type Somebody } from './people.ts'

export const names = {
  admin: 'Павел Андреевич Аксёнов',
  teacher: 'Елена Сергеевна Круглова',
  colleague: 'Ирина Викторовна Мельникова',
  deputy: 'Марат Ильдарович Хасанов',
  pupil: 'Лев Щербаков',
  classmate: 'Мария Пак',
  parent: 'Ольга Щербакова',
  neighbour: 'Наталья Пак',
  /** Of another class. */
  stranger: 'Тамара Рощина',
} as const
export type Who = keyof typeof names
type ChatKind = 'staffroom' | 'staff-channel' | 'school-channel' | 'class' | 'parents'

export interface SmallSchool {
  readonly world: World
  readonly school: School
  readonly classId: string
  readonly address: string
  readonly people: Readonly<Record<Who, Known>>
  /** That person in a fresh browser; each time another device. */
  enter(who: Who, how?: { path?: string; timezoneId?: string }): Promise<Somebody>
  /** Another tab of the same browser. */
  tab(somebody: Somebody, path?: string): Promise<Page>
  /** Signs a browser in that the scenario made itself. */
  signIn(who: Who, context: BrowserContext): Promise<void>
  /** Nothing is closed, nothing said; `revive` starts it at the same address with the same data. */
  kill(): Promise<void>
  revive(): Promise<void>
  chatId(kind: ChatKind): Promise<string>
  /** Says something from a device that nobody sees. */
  say(who: Who, kind: ChatKind, text: string): Promise<void>
  /** What was written long ago, one a minute from that time on; those who open the chat later find it. */
  write(kind: ChatKind, who: Who | Known, texts: readonly string[], since: string): Promise<void>
  /** No error in a console, no report of the content policy, no request to a foreign host. */
  expectQuiet(): void
  /** Everybody closes their browsers. */
  goHome(): Promise<void>
  close(): Promise<void>
}

/** `tolerated`: what consoles may say where a scenario takes the server away. */
export async function openSmallSchool(browser: PlaywrightBrowser, tolerated?: RegExp): Promise<SmallSchool> {
  const world = await createWorld()
  const school = await foundSchool(world)
  const classId = await school.makeClass('7Б')
  const people = await fill(school, classId)
  // With an operator the installation is no empty one.
  await operatorOf(world)
  const dataDir = mkdtempSync(join(tmpdir(), 'peremena-e2e-'))
  const key = world.config.key.export().toString('hex')
  const start = (port: number): Promise<ServerProcess> =>
    startServerProcess({ database: world.urls, port, dataDir, key, limits: generousLimits, logLevel: 'error' })
  let server = await start(0)
  const { url } = server
  const crowd = makeCrowd(browser, url, tolerated)
  const devices = new Map<Who, Promise<Device>>()
  const unseen = (who: Who): Promise<Device> => {
    const known = devices.get(who) ?? newDevice(world, school, people[who])
    devices.set(who, known)
    return known
  }
  const signIn = async (who: Who, context: BrowserContext): Promise<void> => {
    const { cookie } = await newDevice(world, school, people[who])
    const address = url.replace('http:', 'https:')
    const guarded = { secure: true, httpOnly: true, sameSite: 'Lax' } as const
    await context.addCookies([{ name: sessionCookie, value: cookie ?? '', url: address, ...guarded }])
  }
  const chatId = async (kind: ChatKind): Promise<string> => {
    const { rows } = await world.owner.query<{ id: string }>(
      'select id from chats.chat where kind = $1 and (class_id is null or class_id = $2)',
      [kind, classId],
    )
    return rows[0]!.id
  }
  return {
    world,
    school,
    classId,
    address: url,
    people,
    signIn,
    chatId,
    async enter(who, { path = '/chats', ...device } = {}) {
      const somebody = await crowd.enter(undefined, device)
      hearAnswers(somebody.page)
      await signIn(who, somebody.context)
      await somebody.page.goto(path)
      return somebody
    },
    async tab({ context }, path = '/chats') {
      const page = await context.newPage()
      hearAnswers(page)
      await page.goto(path)
      return page
    },
    kill: () => server.kill(),
    async revive() {
      server = await start(server.port)
    },
    say: async (who, kind, text) => say(url, await unseen(who), { chatId: await chatId(kind), text }),
    write: async (kind, who, texts, since) =>
      write(world, {
        chatId: await chatId(kind),
        authorId: (typeof who === 'string' ? people[who] : who).personId,
        texts,
        since,
      }),
    expectQuiet: () => crowd.expectQuiet(),
    goHome: () => crowd.leave(),
    async close() {
      await crowd.leave()
      await server.stop()
      await world.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function newDevice(world: World, school: School, who: Known): Promise<Device> {
  const device = newBrowser(who.personId)
  const work = (ctx: Ctx) => signInAs(ctx, who.accountId, { factorPassed: true })
  await world.do(device, arrange, { schoolId: school.id, work })
  return device
}

async function say(address: string, device: Device, what: { chatId: string; text: string }): Promise<void> {
  const response = await fetch(`${address}/api/chats.send`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-peremena': '1',
      'x-person': device.person ?? '',
      origin: address,
      cookie: `${sessionCookie}=${device.cookie}`,
    },
    body: JSON.stringify({ id: newId(), replyTo: null, ...what }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`It was not said: ${response.status} ${await response.text()}`)
}

interface Written {
  readonly chatId: string
  readonly authorId: string
  readonly texts: readonly string[]
  readonly since: string
}

async function write({ owner }: World, { chatId, authorId, texts, since }: Written): Promise<void> {
  await owner.query(
    `with chat as (update chats.chat set last = last + $3 where id = $1 returning id, school_id, last - $3 as before)
     insert into chats.message (id, chat_id, school_id, number, author_id, text, at)
     select gen_random_uuid(), chat.id, chat.school_id, chat.before + t.nth, $2, t.text,
            $5::timestamptz + (t.nth - 1) * interval '1 minute'
     from chat, unnest($4::text[]) with ordinality as t(text, nth)`,
    [chatId, authorId, texts.length, texts, since],
  )
}

async function fill(school: School, classId: string): Promise<Record<Who, Known>> {
  const teacher = await school.hire('teacher', namesOf(names.teacher))
  await school.assign(classId, teacher)
  const pupil = await school.enrol(classId, namesOf(names.pupil))
  const classmate = await school.enrol(classId, namesOf(names.classmate))
  const otherClass = await school.makeClass('1А')
  const otherPupil = await school.enrol(otherClass, namesOf('Пётр Рощин'))
  return {
    admin: school.admin,
    teacher,
    colleague: await school.hire('teacher', namesOf(names.colleague)),
    deputy: await school.hire('deputy', namesOf(names.deputy)),
    pupil,
    classmate,
    parent: await school.addParent(pupil, namesOf(names.parent)),
    neighbour: await school.addParent(classmate, namesOf(names.neighbour)),
    stranger: await school.addParent(otherPupil, namesOf(names.stranger)),
  }
}

function namesOf(full: string): Names {
  const words = full.split(' ')
  return { name: words[0]!, patronymic: words.length === 3 ? words[1]! : null, surname: words.at(-1)! }
}
