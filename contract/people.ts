/** Persons of a school: roles, the status «учитель», kinship, what their card shows. */
import * as z from 'zod/mini'
import { command, entity, query } from './kernel/define.ts'
import { columnsOf, standingsIn } from './kernel/policy.ts'
import { fullName, id, instant, nothing } from './kernel/scalars.ts'

/**
 * admin — administrator of the school (by the application); extra-admin — additional administrator; director, deputy —
 * administration; teacher; staff — other staff; pupil; parent. A class teacher is a teacher assigned to a class.
 */
export const role = z.enum(['admin', 'extra-admin', 'director', 'deputy', 'teacher', 'staff', 'pupil', 'parent'])
export type Role = z.infer<typeof role>

/** In whose name a person stands in a chat. */
export const standing = z.enum(['staff', 'pupil', 'parent'])
export type Standing = z.infer<typeof standing>

/** All ways in which somebody belongs to the school, the weightiest first: a teacher may be a parent, too. */
export function standingsOf(roles: readonly Role[]): Standing[] {
  return standingsIn(columnsOf(roles, false, false))
}

/** In whose name a person with these roles speaks where nothing else says so. */
export function standingOf(roles: readonly Role[]): Standing {
  return standingsOf(roles)[0] ?? 'parent'
}

/** What everybody who may see a person sees. `seal` is our badge of a confirmed «учитель» or administrator. */
export const card = z.strictObject({
  personId: id,
  name: z.string(),
  short: z.string(),
  /** «Щербаков Лев», for sorted lists. */
  listName: z.string(),
  /** «классный руководитель 7Б», «мама Льва и Ульяны», «7Б». */
  label: z.string(),
  seal: z.boolean(),
  standing,
})
export type Card = z.infer<typeof card>

export const teacherStatus = z.enum(['none', 'asked', 'confirmed', 'declined'])

/** A person as administrators see it in lists: never a phone. */
export const person = entity(
  'person',
  z.strictObject({
    id,
    ...fullName.shape,
    roles: z.array(role),
    position: z.nullable(z.string()),
    teacherStatus,
    teacherAskedAt: z.nullable(instant),
    label: z.string(),
    seal: z.boolean(),
    /** Has entered at least once. */
    entered: z.boolean(),
  }),
)

/** My persons in all schools of the session's account. */
export const mine = query('people.mine', {
  input: nothing,
  output: z.strictObject({
    persons: z.array(
      z.strictObject({
        personId: id,
        schoolId: id,
        schoolName: z.string(),
        timeZone: z.string(),
        card,
        roles: z.array(role),
        /** Classes that the person is class teacher of. */
        curatorOf: z.array(z.strictObject({ classId: id, name: z.string() })),
        /** The pupil's own class. */
        classId: z.nullable(id),
        children: z.array(z.strictObject({ personId: id, name: z.string(), classId: z.nullable(id) })),
        teacherStatus,
        /** A second factor is obligatory for this person's rights. */
        factorObligatory: z.boolean(),
      }),
    ),
  }),
  errors: [],
  action: 'me.read',
  caller: 'account',
  rate: 'read',
  audit: 'none',
  beforeFactor: true,
})

/** Staff of the school: members of «Учительская». */
export const staff = query('people.staff', {
  input: nothing,
  output: z.strictObject({ people: z.array(person.schema) }),
  errors: [],
  action: 'staffroom.read',
  caller: 'person',
  rate: 'read',
  audit: 'none',
})

export const askTeacherStatus = command('people.askTeacherStatus', {
  input: nothing,
  output: nothing,
  errors: ['already_asked', 'already_confirmed'],
  action: 'status.submit',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const decideTeacherStatus = command('people.decideTeacherStatus', {
  input: z.strictObject({ personId: id, confirm: z.boolean() }),
  output: nothing,
  errors: ['not_asked'],
  action: 'status.confirm',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

/** A lost phone: a one-time code to enter again; ends the old sessions, the second factor is still asked. */
export const giveLoginCode = command('people.giveLoginCode', {
  input: z.strictObject({ personId: id }),
  output: z.strictObject({ code: z.string(), validHours: z.number() }),
  errors: ['no_account'],
  action: 'login.reset',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})
