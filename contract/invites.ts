/** Invitation links by role, personal one-time codes, join requests. */
import * as z from 'zod/mini'
import { crockford10 } from './accounts.ts'
import { command, entity, query } from './kernel/define.ts'
import { fullName, id, instant, line, nothing, phone } from './kernel/scalars.ts'

/** administration and teacher and staff: staff links; pupil: one class; parent: the parents' chat of one class. */
export const linkKind = z.enum(['administration', 'teacher', 'staff', 'pupil', 'parent'])

/** A shared link; on `desk:SCHOOL`, and for a class on `class:ID`. The token itself is told only by `reveal`. */
export const link = entity(
  'link',
  z.strictObject({
    id,
    kind: linkKind,
    classId: z.nullable(id),
    className: z.nullable(z.string()),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    maxUses: z.number(),
    uses: z.number(),
    lastUsedAt: z.nullable(instant),
    state: z.enum(['live', 'expired', 'spent', 'revoked']),
    /** To whom it was handed on, and when. */
    handed: z.array(z.strictObject({ personId: id, name: z.string(), at: instant })),
  }),
)

/** A personal code, one use, 14 days; the code itself is told once. On `class:ID`. */
export const code = entity(
  'code',
  z.strictObject({
    id,
    classId: id,
    personId: z.nullable(id),
    name: z.string(),
    createdAt: instant,
    expiresAt: instant,
    state: z.enum(['live', 'used', 'expired', 'revoked']),
  }),
)

/** A join request; on `desk:SCHOOL`, and for a class on `class:ID`. */
export const joinRequest = entity(
  'joinRequest',
  z.strictObject({
    id,
    kind: linkKind,
    classId: z.nullable(id),
    className: z.nullable(z.string()),
    ...fullName.shape,
    position: z.nullable(z.string()),
    /** Whom a parent names as the child, and as what. */
    child: z.nullable(z.strictObject({ surname: z.string(), name: z.string(), kin: z.string() })),
    /** Where the name stands on the class list already. */
    match: z.nullable(z.strictObject({ personId: id, name: z.string(), exact: z.boolean() })),
    createdAt: instant,
    state: z.enum(['waiting', 'accepted', 'declined']),
    decidedBy: z.nullable(z.string()),
    reason: z.nullable(z.string()),
  }),
)

export const kin = z.enum(['mother', 'father', 'guardian', 'other'])

const terms = {
  /** Lifetime in days, at most 30 (row 11). */
  days: z.number().check(z.int(), z.minimum(1), z.maximum(30)),
  maxUses: z.number().check(z.int(), z.minimum(1), z.maximum(500)),
}
const made = z.strictObject({ link: link.schema, token: z.string() })

export const createStaffLink = command('invites.createStaffLink', {
  input: z.strictObject({ kind: z.enum(['administration', 'teacher', 'staff']), ...terms }),
  output: made,
  errors: [],
  action: 'invite.staff',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const createPupilLink = command('invites.createPupilLink', {
  input: z.strictObject({ classId: id, ...terms }),
  output: made,
  errors: ['class_archived'],
  action: 'invite.pupil',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const createParentLink = command('invites.createParentLink', {
  input: z.strictObject({ classId: id, ...terms }),
  output: made,
  errors: ['class_archived'],
  action: 'invite.parent',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const list = query('invites.list', {
  input: z.strictObject({ classId: z.nullable(id) }),
  output: z.strictObject({ links: z.array(link.schema) }),
  errors: [],
  action: 'invite.list',
  caller: 'person',
  rate: 'read',
  audit: 'none',
})

/** The address of a live link again, for whoever may hand it out. */
export const reveal = command('invites.reveal', {
  input: z.strictObject({ linkId: id }),
  output: z.strictObject({ token: z.string() }),
  errors: ['link_dead'],
  action: ['invite.staff', 'invite.pupil.hand', 'invite.parent'],
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

/** Hands a class's link to its class teacher; to whom and when is kept. */
export const handOver = command('invites.handOver', {
  input: z.strictObject({ linkId: id, personId: id }),
  output: nothing,
  errors: ['link_dead', 'not_curator'],
  action: 'invite.pupil',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const revoke = command('invites.revoke', {
  input: z.strictObject({ linkId: id }),
  output: nothing,
  errors: [],
  action: 'invite.revoke',
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

const classCode = { action: 'invite.code', caller: 'person', audit: 'ledger', rate: 'write' } as const

/** For a pupil of the class list, or for a name that is not on it yet (then the entry becomes a join request). */
export const makeCode = command('invites.makeCode', {
  input: z.strictObject({
    classId: id,
    whom: z.union([z.strictObject({ personId: id }), z.strictObject({ ...fullName.shape })]),
  }),
  output: z.strictObject({ code: code.schema, secret: z.string() }),
  errors: ['already_entered', 'class_archived'],
  ...classCode,
})

export const revokeCode = command('invites.revokeCode', {
  input: z.strictObject({ codeId: id }),
  output: nothing,
  errors: [],
  ...classCode,
})

export const codes = query('invites.codes', {
  input: z.strictObject({ classId: id }),
  output: z.strictObject({ codes: z.array(code.schema) }),
  errors: [],
  ...classCode,
  rate: 'read',
  audit: 'none',
})

/** A link's token (from the fragment of its address) or a ten-character code. */
const secret = z.union([z.string().check(z.regex(/^[A-Za-z0-9_-]{22,64}$/)), crockford10])

/** What an invitation is for. Wrong, expired, spent and annulled ones answer the same. */
export const look = command('invites.look', {
  input: z.strictObject({ secret }),
  output: z.strictObject({
    kind: z.union([linkKind, z.literal('code'), z.literal('login-code')]),
    schoolName: z.string(),
    className: z.nullable(z.string()),
    /** The name that stands on a personal code. */
    name: z.nullable(fullName),
    curator: z.nullable(z.string()),
    /** Whether a phone can be confirmed here (an SMS gateway is set). */
    smsPossible: z.boolean(),
  }),
  errors: ['dead_invitation'],
  action: 'invite.redeem',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
})

/** Sends a code to a phone that may have no account yet; possible only with a live invitation and a gateway. */
export const requestCode = command('invites.requestCode', {
  input: z.strictObject({ secret, phone }),
  output: z.strictObject({ againAfterSeconds: z.number(), validMinutes: z.number() }),
  errors: ['dead_invitation', 'bad_phone', 'no_gateway'],
  action: 'invite.redeem',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
})

/**
 * Enters by an invitation: with the session's account, or a new one on this device. A shared link makes a join
 * request; a personal code of a listed pupil lets in at once. Never gives a role before acceptance.
 */
export const redeem = command('invites.redeem', {
  input: z.strictObject({
    secret,
    names: z.nullable(fullName),
    position: z.nullable(line(120)),
    child: z.nullable(z.strictObject({ surname: line(60), name: line(60), kin })),
  }),
  output: z.strictObject({ requestId: z.nullable(id), personId: z.nullable(id) }),
  errors: ['dead_invitation', 'names_missing', 'child_missing', 'already_asked', 'already_in'],
  action: 'invite.redeem',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'ledger',
  beforeFactor: true,
})

/** The asker's own requests and whom to ask at school. */
export const mine = query('invites.mine', {
  input: nothing,
  output: z.strictObject({
    requests: z.array(
      z.strictObject({
        id,
        kind: linkKind,
        schoolName: z.string(),
        className: z.nullable(z.string()),
        state: z.enum(['waiting', 'accepted', 'declined']),
        reason: z.nullable(z.string()),
        /** «Елена Сергеевна Круглова, классный руководитель» */
        ask: z.nullable(z.string()),
        createdAt: instant,
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

export const requests = query('invites.requests', {
  input: z.strictObject({ classId: z.nullable(id) }),
  output: z.strictObject({ requests: z.array(joinRequest.schema) }),
  errors: [],
  action: ['join.review', 'join.review.staff'],
  caller: 'person',
  rate: 'read',
  audit: 'none',
})

/** `personId` of a pupil's or child's match; null enrols a new pupil, or for a parent is refused. */
export const accept = command('invites.accept', {
  input: z.strictObject({ requestId: id, matchId: z.nullable(id) }),
  output: z.strictObject({ personId: id }),
  errors: ['already_answered', 'child_unknown', 'match_taken', 'class_archived', 'already_enrolled', 'account_taken'],
  action: ['join.review', 'join.review.staff', 'kinship.confirm'],
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})

export const decline = command('invites.decline', {
  input: z.strictObject({ requestId: id, reason: z.nullable(line(300)) }),
  output: nothing,
  errors: ['already_answered'],
  action: ['join.review', 'join.review.staff'],
  caller: 'person',
  rate: 'write',
  audit: 'ledger',
})
