import { beginPasskeySignIn } from '#contract/accounts.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { storeChallenge } from './challenges.ts'
import { passkeyHome } from './passkey-home.ts'

/** Names no key: whose keys exist is nobody's business before sign-in. */
export const beginPasskeySignInHandler = handle(beginPasskeySignIn, async (ctx) => {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  const options = await generateAuthenticationOptions({ rpID: passkeyHome(ctx).rpId, userVerification: 'required' })
  await storeChallenge(ctx, 'sign-in', options.challenge)
  return { ...options }
})
