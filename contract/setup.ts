/** The installation itself: what the first screen offers, and the example school. */
import * as z from 'zod/mini'
import { command, query } from './kernel/define.ts'
import { id, line, nothing } from './kernel/scalars.ts'

/** What a stranger may know. `mayTry`: the example may be made from here without the terminal's link. */
export const state = query('setup.state', {
  input: nothing,
  output: z.strictObject({
    mode: z.enum(['empty', 'real', 'example']),
    mayTry: z.boolean(),
    /** Whether the installation is going over between the real database and the example; ask again until it is done. */
    switching: z.enum(['no', 'under-way', 'failed']),
    /** An SMS gateway is set, so that anybody can enter by phone. */
    sms: z.boolean(),
    supportEmail: z.nullable(z.string()),
  }),
  errors: [],
  action: 'sign.in',
  caller: 'anyone',
  rate: 'read',
  audit: 'none',
  beforeFactor: true,
})

const spec = { action: 'demo.play', caller: 'anyone', rate: 'public-write', audit: 'none', beforeFactor: true } as const

/**
 * Begins to make the example in a database of its own and to go over to it; `state` says when it is there. `token` is
 * the terminal's link where it is needed.
 */
export const createExample = command('setup.createExample', {
  input: z.strictObject({ token: z.nullable(line(100)) }),
  output: nothing,
  errors: ['not_empty', 'example_exists', 'link_needed'],
  ...spec,
})

/** People one can be; exists only in the example. */
export const exampleCast = query('setup.exampleCast', {
  input: nothing,
  output: z.strictObject({
    people: z.array(z.strictObject({ personId: id, name: z.string(), label: z.string(), role: z.string() })),
  }),
  errors: [],
  ...spec,
  rate: 'read',
})

export const becomeExamplePerson = command('setup.becomeExamplePerson', {
  input: z.strictObject({ personId: id }),
  output: nothing,
  errors: [],
  ...spec,
})

/** Begins to go back to the real database, which is still empty; the example is thrown away. */
export const discardExample = command('setup.discardExample', { input: nothing, output: nothing, errors: [], ...spec })
