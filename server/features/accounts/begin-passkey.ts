import { beginPasskey } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { storeChallenge } from './challenges.ts'
import { demandMayAddFactor } from './factors.ts'
import { passkeyHome } from './passkey-home.ts'

/**
 * A discoverable key with user verification: it is a sign-in and the second factor in one.
 * The library is large: read when the first one needs it, so that the start does not wait for it.
 */
export const beginPasskeyHandler = handle(beginPasskey, async (ctx) => {
  const accountId = await demandMayAddFactor(ctx)
  const { label } = await ctx.tx.one<{ label: string }>`select label from accounts.account where id = ${accountId}`
  const known = await ctx.tx.many<{ id: string; transports: string[] }>`
    select id, transports from accounts.passkey where account_id = ${accountId}`
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const options = await generateRegistrationOptions({
    rpName: 'Перемена',
    rpID: passkeyHome(ctx).rpId,
    userName: label || 'Перемена',
    userDisplayName: label,
    userID: new TextEncoder().encode(accountId),
    attestationType: 'none',
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await storeChallenge(ctx, 'register', options.challenge)
  return { ...options }
})
