/** How a school comes to exist: application with the director's order, review by the operator, organisation. */
import * as z from 'zod/mini'
import { command, entity, query } from './kernel/define.ts'
import { email, fullName, id, instant, line, nothing, phone, timeZone } from './kernel/scalars.ts'
import { isInn } from './schools-inn.ts'

export const inn = z.string().check(
  z.maxLength(30),
  z.overwrite((s) => s.replace(/\s/g, '')),
  z.refine(isInn, 'bad_inn'),
)

/** What the school fills in (FEATURES row 1). */
export const applicationForm = z.strictObject({
  name: line(200),
  /** «Гимназия № 44»: what stands in names of chats. */
  shortName: line(60),
  inn,
  address: line(300),
  timeZone,
  schoolEmail: email,
  schoolPhone: phone,
  admin: z.strictObject({
    ...fullName.shape,
    position: line(120),
    email,
    mobile: phone,
  }),
})
export type ApplicationForm = z.infer<typeof applicationForm>

export const applicationState = z.enum(['received', 'returned', 'corrected', 'approved', 'rejected'])

const orderFile = z.strictObject({ name: z.string(), type: z.enum(['pdf', 'jpeg', 'png']), bytes: z.number() })

export const application = entity(
  'application',
  z.strictObject({
    id,
    state: applicationState,
    form: applicationForm,
    order: orderFile,
    createdAt: instant,
    /** When it was last sent or answered. */
    changedAt: instant,
    reason: z.nullable(z.string()),
    schoolId: z.nullable(id),
  }),
)

/** `upload` is the id that the upload route gave for the order (PDF, JPEG or PNG by content, at most 20 MB). */
export const apply = command('schools.apply', {
  input: z.strictObject({ form: applicationForm, upload: id }),
  output: z.strictObject({ applicationId: id, token: z.string() }),
  errors: ['bad_phone', 'order_missing', 'order_not_document', 'order_too_large'],
  action: 'org.apply',
  caller: 'anyone',
  rate: 'public-write',
  audit: 'ledger',
})

const privateLink = z.strictObject({ token: line(100) })

export const followApplication = query('schools.followApplication', {
  input: privateLink,
  output: z.strictObject({ application: application.schema, supportEmail: z.nullable(z.string()) }),
  errors: [],
  action: 'org.application.follow',
  caller: 'anyone',
  rate: 'read',
  audit: 'none',
})

/** After a return: the corrected form, with a new order or the old one. */
export const correctApplication = command('schools.correctApplication', {
  input: z.strictObject({ token: line(100), form: applicationForm, upload: z.nullable(id) }),
  output: nothing,
  errors: ['bad_phone', 'not_returned', 'order_missing', 'order_not_document', 'order_too_large'],
  action: 'org.apply',
  caller: 'anyone',
  rate: 'public-write',
  audit: 'ledger',
})

export const applications = query('schools.applications', {
  input: z.strictObject({ open: z.boolean() }),
  output: z.strictObject({ applications: z.array(application.schema) }),
  errors: [],
  action: 'org.application.read',
  caller: 'operator',
  rate: 'read',
  audit: 'none',
})

/** An application with its order, for the operator and for administrators and director of the school it became. */
export const viewApplication = query('schools.viewApplication', {
  input: z.strictObject({ applicationId: id }),
  output: z.strictObject({ application: application.schema, orderUrl: z.string() }),
  errors: [],
  action: 'org.application.read',
  caller: 'account',
  rate: 'read',
  audit: 'none',
})

/** Makes the school, its «Учительская», its two channels and its administrator, who then enters by the phone. */
export const approve = command('schools.approve', {
  input: z.strictObject({
    applicationId: id,
    checks: z.strictObject({ name: z.literal(true), phone: z.literal(true), signature: z.literal(true) }),
  }),
  output: z.strictObject({ schoolId: id }),
  errors: ['already_answered', 'inn_taken'],
  action: 'org.review',
  caller: 'operator',
  rate: 'write',
  audit: 'ledger',
})

export const returnApplication = command('schools.returnApplication', {
  input: z.strictObject({ applicationId: id, reason: line(1000) }),
  output: nothing,
  errors: ['already_answered'],
  action: 'org.review',
  caller: 'operator',
  rate: 'write',
  audit: 'ledger',
})

export const rejectApplication = command('schools.rejectApplication', {
  input: z.strictObject({ applicationId: id, reason: line(1000) }),
  output: nothing,
  errors: ['already_answered'],
  action: 'org.review',
  caller: 'operator',
  rate: 'write',
  audit: 'ledger',
})

/** A school administrator lost the phone: the operator gives a one-time code (login.reset.admin). */
export const giveAdminLoginCode = command('schools.giveAdminLoginCode', {
  input: z.strictObject({ applicationId: id }),
  output: z.strictObject({ code: z.string(), validHours: z.number() }),
  errors: ['no_administrator'],
  action: 'login.reset.admin',
  caller: 'operator',
  rate: 'write',
  audit: 'ledger',
})
