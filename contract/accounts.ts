/** Ways to sign in: phone codes, one-time codes, passkeys; sessions; the second factor. No passwords anywhere. */
import * as z from 'zod/mini'
import { command, entity, query } from './kernel/define.ts'
import { id, instant, line, nothing, phone } from './kernel/scalars.ts'

/** Secrets typed by people: six digits of an SMS or TOTP, ten Crockford characters of a one-time or recovery code. */
const digits6 = z.string().check(z.trim(), z.regex(/^\d{6}$/, 'six_digits'))
export const crockford10 = z.string().check(
  z.overwrite((s) =>
    s
      .toUpperCase()
      .replace(/[\s\-–]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1'),
  ),
  z.regex(/^[0-9A-HJKMNP-TV-Z]{10}$/, 'ten_characters'),
)
/** WebAuthn messages are passed through as the browser makes them; the server's library checks them. */
const webauthn = z.record(z.string(), z.unknown())

/** One of my sessions, on `account:` level; `network` is the first half of the address, never the whole. */
export const session = entity(
  'session',
  z.strictObject({
    id,
    current: z.boolean(),
    device: z.string(),
    network: z.string(),
    createdAt: instant,
    seenAt: instant,
  }),
)

export const me = query('accounts.me', {
  input: nothing,
  output: z.strictObject({
    /** Null for a stranger. */
    accountId: z.nullable(id),
    isOperator: z.boolean(),
    /** All accounts of this device's session, e.g. a parent and a child on one phone: «Лев Щербаков, 7Б». */
    accounts: z.array(z.strictObject({ accountId: id, label: z.string(), current: z.boolean() })),
    factor: z.strictObject({
      methods: z.array(z.enum(['totp', 'passkey'])),
      /** Passed in this session. */
      passed: z.boolean(),
      recoveryCodesLeft: z.number(),
    }),
  }),
  errors: [],
  action: 'me.read',
  caller: 'anyone',
  rate: 'read',
  audit: 'none',
  beforeFactor: true,
})

/** The same answer for a known and an unknown number; the job that sends drops what has no account. */
export const requestCode = command('accounts.requestCode', {
  input: z.strictObject({ phone }),
  output: z.strictObject({ againAfterSeconds: z.number(), validMinutes: z.number() }),
  errors: ['bad_phone'],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
})

/**
 * Signs in by the code of the phone asked for last in this browser. Accounts are listed only where one has to be chosen
 * next: several share the phone, or (`mayBeNew`) an invitation is for somebody else than whom the phone belongs to.
 */
export const enterCode = command('accounts.enterCode', {
  input: z.strictObject({ code: digits6 }),
  output: z.strictObject({
    accounts: z.array(z.strictObject({ accountId: id, label: z.string() })),
    mayBeNew: z.boolean(),
  }),
  errors: ['wrong_code', 'code_spent'],
  action: ['sign.in', 'org.admin.claim'],
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
})

/** One of the listed accounts, null for a new one (`mayBeNew`), or another account of this device's session. */
export const chooseAccount = command('accounts.chooseAccount', {
  input: z.strictObject({ accountId: z.nullable(id) }),
  output: nothing,
  errors: ['unknown_account'],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
})

/** A one-time code that somebody at school with `login.reset` gave: ends the old sessions and opens one here. */
export const enterLoginCode = command('accounts.enterLoginCode', {
  input: z.strictObject({ code: crockford10 }),
  output: nothing,
  errors: ['wrong_code'],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'ledger',
  beforeFactor: true,
})

/** The operator's one-time link: the first makes the operator's account, later ones (`npm run operator`) enter it. */
export const claimOperator = command('accounts.claimOperator', {
  input: z.strictObject({ token: line(100) }),
  output: nothing,
  errors: ['wrong_code'],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'ledger',
  beforeFactor: true,
})

export const beginPasskeySignIn = command('accounts.beginPasskeySignIn', {
  input: nothing,
  output: webauthn,
  errors: [],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
})

/** A passkey with user verification is a sign-in and the second factor in one. */
export const passkeySignIn = command('accounts.passkeySignIn', {
  input: z.strictObject({ response: webauthn }),
  output: nothing,
  errors: ['wrong_passkey'],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
})

const factorSpec = {
  action: 'me.factor',
  caller: 'account',
  rate: 'sign-in',
  audit: 'none',
  beforeFactor: true,
} as const

/** A new TOTP seed to scan; counts only after `confirmTotp`. */
export const beginTotp = command('accounts.beginTotp', {
  input: nothing,
  output: z.strictObject({ secret: z.string(), uri: z.string() }),
  errors: [],
  ...factorSpec,
})

/** Recovery codes are shown once; null where the account has some already. */
const recoveryCodes = z.strictObject({ recoveryCodes: z.nullable(z.array(z.string())) })

export const confirmTotp = command('accounts.confirmTotp', {
  input: z.strictObject({ code: digits6 }),
  output: recoveryCodes,
  errors: ['wrong_code', 'not_begun'],
  ...factorSpec,
  audit: 'ledger',
})

export const beginPasskey = command('accounts.beginPasskey', {
  input: nothing,
  output: webauthn,
  errors: [],
  ...factorSpec,
})

export const confirmPasskey = command('accounts.confirmPasskey', {
  input: z.strictObject({ response: webauthn }),
  output: recoveryCodes,
  errors: ['wrong_passkey', 'not_begun'],
  ...factorSpec,
  audit: 'ledger',
})

export const passFactor = command('accounts.passFactor', {
  input: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('totp'), code: digits6 }),
    z.strictObject({ by: z.literal('recovery'), code: crockford10 }),
  ]),
  output: nothing,
  errors: ['wrong_code', 'code_spent'],
  ...factorSpec,
})

const sessionSpec = { action: 'session.manage', caller: 'account', beforeFactor: true } as const

export const listSessions = query('accounts.listSessions', {
  input: nothing,
  output: z.strictObject({ sessions: z.array(session.schema) }),
  errors: [],
  ...sessionSpec,
  rate: 'read',
  audit: 'none',
})

export const endSession = command('accounts.endSession', {
  input: z.strictObject({ sessionId: id }),
  output: nothing,
  errors: [],
  ...sessionSpec,
  rate: 'write',
  audit: 'ledger',
})

export const endOtherSessions = command('accounts.endOtherSessions', {
  input: nothing,
  output: z.strictObject({ ended: z.number() }),
  errors: [],
  ...sessionSpec,
  rate: 'write',
  audit: 'ledger',
})

export const signOut = command('accounts.signOut', {
  input: nothing,
  output: nothing,
  errors: [],
  ...sessionSpec,
  rate: 'write',
  audit: 'none',
})

/** The operator's outbox where no SMS gateway is set: codes of school administrators only. */
export const smsOutbox = query('accounts.smsOutbox', {
  input: nothing,
  output: z.strictObject({
    gateway: z.boolean(),
    waiting: z.array(
      z.strictObject({ id, phoneTail: z.string(), whose: z.string(), createdAt: instant, expiresAt: instant }),
    ),
  }),
  errors: [],
  action: 'sms.outbox',
  caller: 'operator',
  rate: 'read',
  audit: 'none',
})

/** Shows one code of the outbox: a command, because each showing is a line in the ledger. */
export const showOutboxCode = command('accounts.showOutboxCode', {
  input: z.strictObject({ id }),
  output: z.strictObject({ code: z.string() }),
  errors: ['code_spent'],
  action: 'sms.outbox',
  caller: 'operator',
  rate: 'write',
  audit: 'ledger',
})
