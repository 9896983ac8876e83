/** Every call whose row of the table is due, with each object it can be tried on. */
import * as accounts from '#contract/accounts.ts'
import * as chats from '#contract/chats.ts'
import * as classes from '#contract/classes.ts'
import * as invites from '#contract/invites.ts'
import type { Call } from '#contract/kernel/define.ts'
import { decide, type Relation } from '#contract/kernel/policy.ts'
import * as people from '#contract/people.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import * as schools from '#contract/schools.ts'
import { newId } from '#server/kernel/ids.ts'
import { type Actor, childClasses, type ClassKey, isStaff } from './cast.ts'
import { isMember, relationToChat, relationToClass, relationToSchool } from './objects.ts'
import type { RightsWorld } from './stage.ts'

export interface Probe {
  readonly call: Call
  /** For the message of a failure: what was tried on. */
  readonly on: string
  readonly input: () => object
  /** All must be answered with yes. */
  readonly asks: (actor: Actor) => readonly { readonly action: ActionId; readonly relation: Relation }[]
  /** Whether the actor may know that the object exists. */
  readonly isVisible: (actor: Actor) => boolean
  /** The code that says no where the object is visible, if it is not the usual one. */
  readonly denial?: string
  /** A right of the table that a rule beside it takes back, e.g. nobody confirms himself. */
  readonly isBarred?: (actor: Actor) => boolean
}

export function probesOf(world: RightsWorld): Probe[] {
  return [
    ...schoolProbes(),
    ...world.classes.flatMap((one) => classProbes(one.key, one.id, world)),
    ...chatProbes(world),
    ...messageProbes(world),
    ...linkProbes(world),
    ...personProbes(world),
    ...operatorProbes(world),
  ]
}

const always = () => true
const never = () => false
const names = { surname: 'Ёлкин', name: 'Юрий', patronymic: null }
const terms = { days: 7, maxUses: 30 }

function ofSchool(call: Call, action: ActionId, input: () => object): Probe {
  return {
    call,
    on: 'own school',
    input,
    asks: (actor) => [{ action, relation: { ...relationToSchool(actor, actor.school ?? 'a'), owner: true } }],
    isVisible: always,
  }
}

function schoolProbes(): Probe[] {
  return [
    ofSchool(classes.list, 'class.list', () => ({})),
    ofSchool(classes.create, 'class.create', () => ({ name: `К ${newId().slice(-6)}`, grade: null })),
    ofSchool(classes.createGrid, 'class.create', () => ({ cells: [{ grade: 1, letter: 'Ш' }] })),
    ofSchool(people.staff, 'staffroom.read', () => ({})),
    ofSchool(people.askTeacherStatus, 'status.submit', () => ({})),
    ofSchool(invites.createStaffLink, 'invite.staff', () => ({ kind: 'teacher', ...terms })),
    { ...ofSchool(chats.list, 'chat.list', () => ({})), asks: () => [{ action: 'chat.list', relation: { member: true } }] },
    {
      ...ofSchool(chats.directCandidates, 'dm.start', () => ({ text: '' })),
      asks: () => [{ action: 'dm.start', relation: { pair: true } }],
    },
    {
      ...ofSchool(invites.list, 'invite.list', () => ({ classId: null })),
      asks: () => [{ action: 'invite.list', relation: { school: true, owner: true, curator: true } }],
    },
    {
      ...ofSchool(invites.requests, 'join.review', () => ({ classId: null })),
      asks: () => [{ action: 'join.review', relation: { school: true, curator: true } }],
    },
  ]
}

function classProbes(key: ClassKey, classId: string, world: RightsWorld): Probe[] {
  const seesCard = (actor: Actor) => decide('class.card', actor.columns, relationToClass(actor, key)) === 'yes'
  const on = (call: Call, action: ActionId, input: () => object): Probe => ({
    call,
    on: `class ${key}`,
    input,
    asks: (actor) => [{ action, relation: relationToClass(actor, key) }],
    isVisible: seesCard,
  })
  const teacher = world.personIdOf(key.startsWith('a') ? 'teacher' : 'class teacher of b')
  return [
    on(classes.view, 'class.card', () => ({ classId })),
    on(classes.roster, 'class.roster', () => ({ classId })),
    on(classes.rename, 'class.create', () => ({ classId, name: `П ${newId().slice(-6)}` })),
    on(classes.archive, 'class.create', () => ({ classId })),
    on(classes.assignCurator, 'curator.assign', () => ({ classId, personId: teacher, order: null })),
    on(classes.removeCurator, 'curator.assign', () => ({ classId, personId: teacher })),
    on(classes.curatorCandidates, 'curator.assign', () => ({ classId })),
    on(classes.enrolNew, 'pupil.enrol', () => ({ classId, ...names })),
    on(invites.createPupilLink, 'invite.pupil', () => ({ classId, ...terms })),
    on(invites.createParentLink, 'invite.parent', () => ({ classId, ...terms })),
    on(invites.makeCode, 'invite.code', () => ({ classId, whom: names })),
    on(invites.codes, 'invite.code', () => ({ classId })),
    on(invites.requests, 'join.review', () => ({ classId })),
    {
      ...on(invites.list, 'invite.list', () => ({ classId })),
      asks: (actor) => [
        { action: 'invite.list', relation: { school: true, owner: true, curator: true } },
        { action: 'class.card', relation: relationToClass(actor, key) },
      ],
      // whoever may list nothing anywhere learns that first; of a class he does not know he learns nothing
      isVisible: (actor) => decide('invite.list', actor.columns, { school: true, owner: true, curator: true }) !== 'yes',
    },
  ]
}

/** Rows that name a kind of chat by itself. */
const readingOf: Record<string, ActionId> = { staffroom: 'staffroom.read', school: 'ch.school.read', staff: 'ch.staff.read' }
const postingOf: Record<string, ActionId> = { school: 'ch.school.post', staff: 'ch.staff.post' }

function chatProbes(world: RightsWorld): Probe[] {
  return world.chats.flatMap(({ key, id: chatId }) => {
    const kind = key.split(':')[0]!
    const on = (call: Call, action: ActionId, input: () => object): Probe => ({
      call,
      on: `chat ${key}`,
      input,
      asks: (actor) => [{ action, relation: relationToChat(actor, key) }],
      isVisible: (actor) => isMember(actor, key),
    })
    const reading = (call: Call, input: () => object): Probe => ({
      ...on(call, 'chat.history', input),
      asks: (actor) =>
        (['chat.history', readingOf[kind]] as const).flatMap((action) =>
          action ? [{ action, relation: relationToChat(actor, key) }] : [],
        ),
    })
    const peer = world.actors.find((one) => !one.ended && isMember(one, key))!.personId!
    return [
      reading(chats.open, () => ({ chatId, around: null })),
      reading(chats.history, () => ({ chatId, from: 100, direction: 'before', limit: 10 })),
      reading(chats.pick, () => ({ chatId, messages: [], members: [] })),
      reading(chats.members, () => ({ chatId, offset: 0, limit: 10 })),
      on(chats.markRead, 'chat.history', () => ({ chatId, number: 1 })),
      {
        ...on(chats.send, 'chat.post', () => ({ id: newId(), chatId, text: 'Проверка', replyTo: null })),
        denial: 'may_not_write',
        asks: (actor) =>
          (['chat.post', postingOf[kind]] as const).flatMap((action) =>
            action ? [{ action, relation: relationToChat(actor, key) }] : [],
          ),
      },
      on(chats.setWriteMode, 'msg.moderate', () => ({ chatId, mode: 'all', closedUntil: null })),
      on(chats.addMember, 'chat.members', () => ({ chatId, personId: peer })),
      on(chats.removeMember, 'chat.members', () => ({ chatId, personId: peer })),
      on(chats.setModerator, 'chat.members', () => ({ chatId, personId: peer, moderator: false })),
    ]
  })
}

function messageProbes(world: RightsWorld): Probe[] {
  return world.messages.flatMap(({ chat, author, id: messageId }) => {
    const on = (call: Call, action: ActionId, input: () => object): Probe => ({
      call,
      on: `message of ${author} in ${chat.key}`,
      input,
      asks: (actor) => [{ action, relation: { ...relationToChat(actor, chat.key), owner: actor.key === author } }],
      isVisible: (actor) => isMember(actor, chat.key),
    })
    return [
      on(chats.edit, 'msg.edit.own', () => ({ messageId, text: 'Исправлено' })),
      on(chats.remove, 'msg.delete.own', () => ({ messageId })),
      on(chats.hide, 'msg.moderate', () => ({ messageId })),
    ]
  })
}

const handing = { pupil: 'invite.pupil.hand', parent: 'invite.parent', teacher: 'invite.staff' } as const

function linkProbes(world: RightsWorld): Probe[] {
  const links = world.links.flatMap((link) => {
    const relationOf = (actor: Actor): Relation => ({
      ...(link.classKey ? relationToClass(actor, link.classKey) : {}),
      ...relationToSchool(actor, link.school),
      owner: actor.key === link.by,
    })
    const on = (call: Call, action: ActionId, input: () => object): Probe => ({
      call,
      on: `${link.kind} link of ${link.classKey ?? link.school}`,
      input,
      asks: (actor) => [{ action, relation: relationOf(actor) }],
      isVisible: (actor) =>
        actor.school === link.school && decide('invite.list', actor.columns, relationOf(actor)) === 'yes',
    })
    return [
      on(invites.reveal, handing[link.kind], () => ({ linkId: link.id })),
      on(invites.revoke, 'invite.revoke', () => ({ linkId: link.id })),
      on(invites.handOver, 'invite.pupil', () => ({ linkId: link.id, personId: newId() })),
    ]
  })
  const codes = world.codes.map(({ id: codeId, classKey }): Probe => ({
    call: invites.revokeCode,
    on: `code of ${classKey}`,
    input: () => ({ codeId }),
    asks: (actor) => [{ action: 'invite.code', relation: relationToClass(actor, classKey) }],
    isVisible: never,
  }))
  const requests = world.requests.flatMap((request) =>
    ([invites.accept, invites.decline] as const).map((call): Probe => ({
      call,
      on: `request ${request.kind} of ${request.classKey ?? 'a'}`,
      input: () =>
        call === invites.accept
          ? { requestId: request.id, matchId: null }
          : { requestId: request.id, reason: null },
      asks: (actor) =>
        request.classKey
          ? [
              { action: 'join.review', relation: relationToClass(actor, request.classKey) },
              ...(request.kind === 'parent'
                ? [{ action: 'kinship.confirm' as const, relation: relationToClass(actor, request.classKey) }]
                : []),
            ]
          : [{ action: 'join.review.staff', relation: relationToSchool(actor, 'a') }],
      isVisible: never,
    })),
  )
  return [...links, ...codes, ...requests]
}

/** Persons that may be confirmed, let in again, written to. */
function personProbes(world: RightsWorld): Probe[] {
  return ['teacher', 'pupil', 'other pupil', 'parent', 'admin', 'pupil of b'].flatMap((key): Probe[] => {
    const target = world.actorOf(key)
    const relationOf = (actor: Actor): Relation => ({
      ...(target.pupilOf ? { curator: relationToClass(actor, target.pupilOf).curator ?? false } : {}),
      school: actor.school === target.school,
      owner: actor.key === key,
      child: actor.parentOf?.includes(key) ?? false,
    })
    const seesStaffroom = (actor: Actor) =>
      actor.school === target.school && decide('staffroom.read', actor.columns, { school: true }) === 'yes'
    const personId = target.personId!
    return [
      {
        call: people.decideTeacherStatus,
        on: `status of ${key}`,
        input: () => ({ personId, confirm: true }),
        asks: (actor) => [{ action: 'status.confirm', relation: relationOf(actor) }],
        isVisible: seesStaffroom,
        isBarred: (actor) => actor.key === key,
      },
      {
        call: people.giveLoginCode,
        on: `login of ${key}`,
        input: () => ({ personId }),
        asks: (actor) => [{ action: 'login.reset', relation: relationOf(actor) }],
        isVisible: seesStaffroom,
        // an administrator is let in again by the operator alone
        isBarred: () => key === 'admin',
      },
      {
        call: chats.startDirect,
        on: `direct chat with ${key}`,
        input: () => ({ personId }),
        asks: (actor) => [{ action: 'dm.start', relation: { pair: mayPair(actor, target) } }],
        isVisible: never,
      },
    ]
  })
}

/** The table of pairs, read by hand for the adults that exist so far: nobody writes to a pupil before reports exist. */
function mayPair(from: Actor, to: Actor): boolean {
  const isChild = (who: Actor) => who.pupilOf !== undefined
  if (from.key === to.key || from.school !== to.school || isChild(from) || isChild(to)) return false
  if (isStaff(from) && isStaff(to)) return true
  const heads = (who: Actor) => (['AD', 'AA', 'DR'] as const).some((column) => who.columns.has(column))
  const leads = (teacher: Actor, parent: Actor) => childClasses(parent).some((key) => teacher.curates?.includes(key))
  if (isStaff(from)) return leads(from, to) || (from.parentOf !== undefined && leads(to, from))
  return heads(to) || leads(to, from)
}

function operatorProbes(world: RightsWorld): Probe[] {
  const by = (call: Call, action: ActionId, input: () => object): Probe => ({
    call,
    on: 'an application',
    input,
    asks: () => [{ action, relation: {} }],
    isVisible: always,
  })
  const { applicationId } = world
  return [
    by(schools.applications, 'org.application.read', () => ({ open: true })),
    by(schools.approve, 'org.review', () => ({ applicationId, checks: { name: true, phone: true, signature: true } })),
    by(schools.returnApplication, 'org.review', () => ({ applicationId, reason: 'Нет печати' })),
    by(schools.rejectApplication, 'org.review', () => ({ applicationId, reason: 'Не школа' })),
    by(schools.giveAdminLoginCode, 'login.reset.admin', () => ({ applicationId })),
    { ...by(schools.viewApplication, 'org.application.read', () => ({ applicationId })), isVisible: never },
    by(accounts.smsOutbox, 'sms.outbox', () => ({})),
    by(accounts.showOutboxCode, 'sms.outbox', () => ({ id: world.outboxId })),
    { ...by(accounts.listSessions, 'session.manage', () => ({})), asks: () => [] },
  ]
}
