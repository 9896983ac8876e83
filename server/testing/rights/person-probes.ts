/** Persons, and what belongs to the operator. */
import * as accounts from '#contract/accounts.ts'
import * as chats from '#contract/chats.ts'
import type { Call } from '#contract/kernel/define.ts'
import { decide, type Relation } from '#contract/kernel/policy.ts'
import * as people from '#contract/people.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import * as schools from '#contract/schools.ts'
import { type Actor, childClasses, isStaff } from './cast.ts'
import { relationToClass } from './objects.ts'
import { always, never, type Probe } from './probe.ts'
import type { RightsWorld } from './stage.ts'

/** Persons that may be confirmed, let in again, written to. */
export function personProbes(world: RightsWorld): Probe[] {
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

export function operatorProbes(world: RightsWorld): Probe[] {
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
