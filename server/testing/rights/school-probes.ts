/** The school and its classes. */
import * as chats from '#contract/chats.ts'
import * as classes from '#contract/classes.ts'
import * as invites from '#contract/invites.ts'
import type { Call } from '#contract/kernel/define.ts'
import { decide } from '#contract/kernel/policy.ts'
import * as people from '#contract/people.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import { newId } from '#server/kernel/ids.ts'
import type { Actor, ClassKey } from './cast.ts'
import { relationToClass, relationToSchool } from './objects.ts'
import { always, type Probe } from './probe.ts'
import type { RightsWorld } from './stage.ts'

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

export function schoolProbes(): Probe[] {
  return [
    ofSchool(classes.list, 'class.list', () => ({})),
    ofSchool(classes.create, 'class.create', () => ({ name: `К ${newId().slice(-6)}`, grade: null })),
    ofSchool(classes.createGrid, 'class.create', () => ({ cells: [{ grade: 1, letter: 'Ш' }] })),
    ofSchool(people.staff, 'staffroom.read', () => ({})),
    ofSchool(people.askTeacherStatus, 'status.submit', () => ({})),
    ofSchool(invites.createStaffLink, 'invite.staff', () => ({ kind: 'teacher', ...terms })),
    {
      ...ofSchool(chats.list, 'chat.list', () => ({})),
      asks: () => [{ action: 'chat.list', relation: { member: true } }],
    },
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

export function classProbes(key: ClassKey, classId: string, world: RightsWorld): Probe[] {
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
      isVisible: (actor) =>
        decide('invite.list', actor.columns, { school: true, owner: true, curator: true }) !== 'yes',
    },
  ]
}
