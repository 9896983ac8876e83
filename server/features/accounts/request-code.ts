import { requestCode } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { sendCode } from './phone-codes.ts'

export const requestCodeHandler = handle(requestCode, (ctx, { phone }) => sendCode(ctx, { phone, mayCreate: false }))
