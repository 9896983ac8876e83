/** Classes, enrolment in exactly one of them, class teachers. */
import * as z from 'zod/mini'
import { command, entity, query } from './kernel/define.ts'
import { fullName, id, line, nothing } from './kernel/scalars.ts'
import { person } from './people.ts'

/** «7Б», «10-А проф.»; grade 1–11 and a letter make the name of a grid. */
export const className = line(20)
export const grade = z.number().check(z.int(), z.minimum(1), z.maximum(11))

/** A class; on `desk:SCHOOL` and `class:ID`. Numbers count people who belong to it now. */
export const schoolClass = entity(
  'class',
  z.strictObject({
    id,
    name: z.string(),
    grade: z.nullable(grade),
    curators: z.array(z.strictObject({ personId: id, name: z.string() })),
    pupils: z.number(),
    /** Pupils who have entered at least once. */
    entered: z.number(),
    parents: z.number(),
    /** Pupils with at least one confirmed parent: unlike parents they add up over classes. */
    families: z.number(),
    /** Join requests waiting for this class. */
    requests: z.number(),
    archived: z.boolean(),
  }),
)

/** A line of the class list; on `class:ID`. */
export const pupil = entity(
  'pupil',
  z.strictObject({
    id,
    classId: id,
    listName: z.string(),
    name: z.string(),
    entered: z.boolean(),
    /** Confirmed parents. */
    parents: z.array(z.strictObject({ personId: id, name: z.string() })),
  }),
)

export const list = query('classes.list', {
  input: nothing,
  output: z.strictObject({ year: z.string(), classes: z.array(schoolClass.schema) }),
  errors: [],
  action: 'class.list',
  caller: 'person',
  rate: 'read',
  audit: 'none',
})

export const view = query('classes.view', {
  input: z.strictObject({ classId: id }),
  output: z.strictObject({ class: schoolClass.schema }),
  errors: [],
  action: 'class.card',
  caller: 'person',
  rate: 'read',
  audit: 'none',
})

export const roster = query('classes.roster', {
  input: z.strictObject({ classId: id }),
  output: z.strictObject({ pupils: z.array(pupil.schema) }),
  errors: [],
  action: 'class.roster',
  caller: 'person',
  rate: 'read',
  audit: 'none',
})

/** The grid 1–11 × letters at once; what exists already is left as it is. */
export const createGrid = command('classes.createGrid', {
  input: z.strictObject({
    cells: z
      .array(z.strictObject({ grade, letter: z.string().check(z.trim(), z.regex(/^[А-ЯЁа-яё]$/, 'one_letter')) }))
      .check(z.minLength(1), z.maxLength(120)),
  }),
  output: z.strictObject({ created: z.number(), existed: z.number() }),
  errors: [],
  action: 'class.create',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const create = command('classes.create', {
  input: z.strictObject({ name: className, grade: z.nullable(grade) }),
  output: z.strictObject({ classId: id }),
  errors: ['class_exists'],
  action: 'class.create',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const rename = command('classes.rename', {
  input: z.strictObject({ classId: id, name: className }),
  output: nothing,
  errors: ['class_exists'],
  action: 'class.create',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const archive = command('classes.archive', {
  input: z.strictObject({ classId: id }),
  output: nothing,
  errors: ['class_not_empty'],
  action: 'class.create',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

/** Only confirmed teachers become class teachers; number and date of the order if wanted. */
export const assignCurator = command('classes.assignCurator', {
  input: z.strictObject({ classId: id, personId: id, order: z.nullable(line(100)) }),
  output: nothing,
  errors: ['not_confirmed_teacher', 'already_curator', 'class_archived'],
  action: 'curator.assign',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const removeCurator = command('classes.removeCurator', {
  input: z.strictObject({ classId: id, personId: id }),
  output: nothing,
  errors: ['not_curator'],
  action: 'curator.assign',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

/** Puts a new pupil on the class list; the pupil enters later by a one-time code or is matched with a request. */
export const enrolNew = command('classes.enrolNew', {
  input: z.strictObject({ classId: id, ...fullName.shape }),
  output: z.strictObject({ personId: id }),
  errors: ['class_archived'],
  action: 'pupil.enrol',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

/** Staff who may become class teachers. */
export const curatorCandidates = query('classes.curatorCandidates', {
  input: z.strictObject({ classId: id }),
  output: z.strictObject({ people: z.array(person.schema) }),
  errors: [],
  action: 'curator.assign',
  caller: 'person',
  rate: 'read',
  audit: 'none',
})
