/** Builds the cast's world on a running server: through the features' doors and calls, as in life. */
import * as chats from '#contract/chats.ts'
import { removeCurator } from '#contract/classes.ts'
import { claimOperator } from '#contract/accounts.ts'
import * as invites from '#contract/invites.ts'
import { createAccount, makeOperatorLink, signInAs } from '#server/features/accounts/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { newId } from '#server/kernel/ids.ts'
import { arrange } from '#server/testing/arrange.ts'
import { applied, formOf } from '#server/testing/orders.ts'
import { type Running, startRunning } from '#server/testing/running.ts'
import { foundSchool, type School, type Somebody } from '#server/testing/school.ts'
import { operatorOf } from '#server/testing/sign-in.ts'
import { type Browser, newBrowser, sessionHashOf, type World } from '#server/testing/world.ts'
import {
  type Actor,
  actorOf,
  type ClassKey,
  classKeys,
  type Part,
  roles,
  schoolOfClass,
  type SchoolKey,
} from './cast.ts'
import {
  type ChatKey,
  type ChatObject,
  type ClassObject,
  isMember,
  type MessageObject,
  pairs,
  schoolOfChat,
} from './objects.ts'

export interface LinkObject {
  readonly id: string
  readonly kind: 'teacher' | 'pupil' | 'parent'
  readonly school: SchoolKey
  readonly classKey: ClassKey | null
  /** Key of whoever made it. */
  readonly by: string
}

export interface RightsWorld {
  readonly running: Running
  readonly actors: readonly Actor[]
  readonly classes: readonly ClassObject[]
  readonly chats: readonly ChatObject[]
  readonly messages: readonly MessageObject[]
  readonly links: readonly LinkObject[]
  readonly codes: readonly { readonly id: string; readonly classKey: ClassKey }[]
  readonly requests: readonly {
    readonly id: string
    readonly kind: 'teacher' | 'pupil' | 'parent'
    readonly classKey: ClassKey | null
  }[]
  readonly applicationId: string
  /** A code that waits in the operator's outbox. */
  readonly outboxId: string
  actorOf(key: string): Actor
  personIdOf(key: string): string
}

export async function buildStage(): Promise<RightsWorld> {
  const running = await startRunning()
  const { world } = running
  const schools = {
    a: await foundSchool(world, 'Гимназия № 44'),
    b: await foundSchool(world, 'СОШ с. Провидения', 'Asia/Anadyr'),
  }
  const classIds = new Map<ClassKey, string>()
  for (const key of classKeys) classIds.set(key, await schools[schoolOfClass(key)].makeClass(key.slice(1)))
  const people = new Map<string, Somebody>()
  for (const part of byNeed(roles)) {
    const school = part.school && schools[part.school]
    if (school) people.set(part.key, await cast(part, school, { classIds, people }))
  }
  const actors = await Promise.all(
    roles.map(async (part) => actorOf(part, await seat(world, part, people.get(part.key)))),
  )
  const known = new Map(actors.map((actor) => [actor.key, actor]))
  const actor = (key: string): Actor => {
    const found = known.get(key)
    if (!found) throw new Error(`Nobody of the cast is called «${key}».`)
    return found
  }
  const rooms = await findRooms(world, actor)
  const stage = {
    running,
    actors,
    classes: classKeys.map((key) => ({ key, id: classIds.get(key)! })),
    chats: rooms,
    messages: await sayAll(world, actors, rooms),
    ...(await makeInvitations(world, actor, classIds)),
    applicationId: await insertApplication(world),
    outboxId: await insertOutboxCode(world),
    actorOf: actor,
    personIdOf: (key: string) => actor(key).personId!,
  }
  await endWhatEnded(world, stage)
  return stage
}

/** Children before their parents. */
function byNeed(parts: readonly Part[]): Part[] {
  return parts.toSorted((a, b) => (a.parentOf?.length ?? 0) - (b.parentOf?.length ?? 0))
}

interface Given {
  readonly classIds: ReadonlyMap<ClassKey, string>
  readonly people: ReadonlyMap<string, Somebody>
}

async function cast(part: Part, school: School, { classIds, people }: Given): Promise<Somebody> {
  const who = part.pupilOf ? await school.enrol(classIds.get(part.pupilOf)!) : await school.hire(part.roles)
  const curated = [...(part.curates ?? []), ...(part.ended === 'curator of a7' ? (['a7'] as const) : [])]
  for (const key of curated) await school.assign(classIds.get(key)!, who)
  for (const child of part.parentOf ?? []) await school.addChild(who, people.get(child)!)
  return who
}

async function seat(world: World, part: Part, somebody?: Somebody): Promise<{ browser: Browser; somebody?: Somebody }> {
  if (somebody) return { browser: somebody.browser, somebody }
  if (part.isOperator && !part.withoutFactor) return { browser: await operatorOf(world) }
  const browser = newBrowser()
  if (part.isOperator) {
    const token = await world.core.db.transaction('write', (tx) => makeOperatorLink(tx, null))
    await world.do(browser, claimOperator, { token })
  } else if (part.isOutsider) {
    const work = async (ctx: Ctx) =>
      signInAs(ctx, await createAccount(ctx, { phone: null, label: 'Никто' }), { factorPassed: true })
    await world.do(browser, arrange, { schoolId: null, work })
  }
  return { browser }
}

async function findRooms(world: World, actor: (key: string) => Actor): Promise<ChatObject[]> {
  for (const [teacher, parent] of Object.values(pairs)) {
    await world.do(actor(teacher!).browser, chats.startDirect, { personId: actor(parent!).personId! })
  }
  const { rows } = await world.owner.query<{ id: string; kind: string; tile: string; school: string }>(
    `select c.id, c.kind, coalesce(c.tile, '') as tile, case when s.short_name like 'Гимназия%' then 'a' else 'b' end as school
     from chats.chat c join schools.school s on s.id = c.school_id`,
  )
  const names: Record<string, string> = { class: 'pupils', 'school-channel': 'school', 'staff-channel': 'staff' }
  return rows.map((row) => ({ id: row.id, key: `${names[row.kind] ?? row.kind}:${row.school}${row.tile}` as ChatKey }))
}

/** Everybody who may says one thing in each of his chats, so that there are own and others' messages. */
async function sayAll(world: World, actors: readonly Actor[], rooms: readonly ChatObject[]): Promise<MessageObject[]> {
  const said: MessageObject[] = []
  for (const chat of rooms) {
    for (const actor of actors) {
      const isChannel = /^(school|staff):/.test(chat.key)
      const writes = !isChannel || actor.columns.has('AD') || actor.columns.has('AA')
      if (!actor.personId || !isMember(actor, chat.key) || !writes || schoolOfChat(chat.key) !== actor.school) continue
      if (actor.ended || actor.withoutFactor) continue
      const id = newId()
      await world.do(actor.browser, chats.send, {
        id,
        chatId: chat.id,
        text: `Говорит ${actor.key}, ${id}`,
        replyTo: null,
      })
      said.push({ chat, author: actor.key, id })
    }
  }
  return said
}

async function makeInvitations(world: World, actor: (key: string) => Actor, classIds: ReadonlyMap<ClassKey, string>) {
  const terms = { days: 7, maxUses: 30 }
  const links: LinkObject[] = []
  const tokens = new Map<string, string>()
  const add = (made: { link: { id: string }; token: string }, rest: Omit<LinkObject, 'id'>) => {
    links.push({ id: made.link.id, ...rest })
    tokens.set(`${rest.kind} ${rest.classKey ?? ''} ${rest.by}`, made.token)
  }
  const a7 = classIds.get('a7')!
  const staffLink = { kind: 'teacher', ...terms } as const
  add(await world.do(actor('admin').browser, invites.createStaffLink, staffLink), {
    kind: 'teacher',
    school: 'a',
    classKey: null,
    by: 'admin',
  })
  const by = async (key: string, classKey: ClassKey, kind: 'pupil' | 'parent') => {
    const call = kind === 'pupil' ? invites.createPupilLink : invites.createParentLink
    const made = await world.do(actor(key).browser, call, { classId: classIds.get(classKey)!, ...terms })
    add(made, { kind, school: schoolOfClass(classKey), classKey, by: key })
  }
  await by('admin', 'a7', 'pupil')
  await by('class teacher', 'a7', 'parent')
  await by('deputy', 'a8', 'parent')
  await by('admin of b', 'b7', 'pupil')
  const made = await world.do(actor('class teacher').browser, invites.makeCode, {
    classId: a7,
    whom: { surname: 'Гаврилов', name: 'Артём', patronymic: null },
  })
  const ask = async (key: string, child: { surname: string; name: string; kin: 'mother' } | null) => {
    const names = { surname: 'Осипова', name: 'Вера', patronymic: 'Львовна' }
    const asked = await world.do(newBrowser(), invites.redeem, {
      secret: tokens.get(key)!,
      names,
      position: null,
      child,
    })
    return asked.requestId!
  }
  return {
    links,
    codes: [{ id: made.code.id, classKey: 'a7' as const }],
    requests: [
      { id: await ask('teacher  admin', null), kind: 'teacher' as const, classKey: null },
      { id: await ask('pupil a7 admin', null), kind: 'pupil' as const, classKey: 'a7' as const },
      {
        id: await ask('parent a7 class teacher', { surname: 'Никто', name: 'Нигде', kin: 'mother' }),
        kind: 'parent' as const,
        classKey: 'a7' as const,
      },
    ],
  }
}

/** Sent in by nobody of the cast, with its order as a file. */
async function insertApplication(world: World): Promise<string> {
  const { admin } = formOf()
  const form = { name: 'Частная школа «Вектор»', shortName: 'Вектор', admin: { ...admin, mobile: '8 920 555-01-44' } }
  return (await applied(world, form)).applicationId
}

async function insertOutboxCode(world: World): Promise<string> {
  const id = newId()
  const { secrets } = world.core
  await world.owner.query(
    `insert into accounts.phone_code (id, session_hash, phone_hash, phone_sealed, code_hash, code_sealed, expires_at, outbox_for)
     values ($1, $2, $2, $3, $2, $4, now() + interval '1 day', 'Павел Андреевич Аксёнов, Гимназия № 44')`,
    [id, Buffer.from(id), secrets.seal('phone', '+79205550144'), secrets.seal('phone-code', '123456')],
  )
  return id
}

async function endWhatEnded(
  world: World,
  stage: Pick<RightsWorld, 'actors' | 'actorOf' | 'classes' | 'chats' | 'personIdOf'>,
): Promise<void> {
  const a7 = stage.classes.find((one) => one.key === 'a7')!.id
  await world.do(stage.actorOf('admin').browser, removeCurator, {
    classId: a7,
    personId: stage.personIdOf('former class teacher'),
  })
  const parents = stage.chats.find((one) => one.key === 'parents:a7')!.id
  const removed = { chatId: parents, personId: stage.personIdOf('removed parent') }
  await world.do(stage.actorOf('class teacher').browser, chats.removeMember, removed)
  for (const actor of stage.actors) {
    if (actor.ended === 'suspended') {
      await world.owner.query('update people.person set suspended_at = now() where id = $1', [actor.personId])
    }
    if (actor.ended === 'session') {
      await world.owner.query('update accounts.session set ended_at = now() where hash = $1', [
        sessionHashOf(actor.browser),
      ])
    }
    if (actor.withoutFactor && actor.personId) {
      await world.owner.query('update accounts.session_account set factor_at = null where session_hash = $1', [
        sessionHashOf(actor.browser),
      ])
    }
  }
}
