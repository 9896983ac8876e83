import { passkeySignIn } from '#contract/accounts.ts'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { takeChallenge } from './challenges.ts'
import { passkeyHome, type PasskeyHome } from './passkey-home.ts'
import { signInAs } from './sign-in.ts'

interface Passkey {
  readonly id: string
  readonly account_id: string
  readonly public_key: Buffer
  readonly counter: number
}

export const passkeySignInHandler = handle(passkeySignIn, async (ctx, { response }) => {
  const challenge = await takeChallenge(ctx, 'sign-in')
  const id = typeof response['id'] === 'string' ? response['id'] : ''
  const passkey = await ctx.tx.maybe<Passkey>`
    select id, account_id, public_key, counter from accounts.passkey where id = ${id} for update`
  const counter = challenge && passkey && (await counterOf(response, { passkey, challenge, home: passkeyHome(ctx) }))
  if (!passkey || counter === undefined) return ctx.refuse('wrong_passkey', { keep: true })
  await ctx.tx
    .run`update accounts.passkey set counter = ${counter}, used_at = ${new Date(ctx.now)} where id = ${passkey.id}`
  await signInAs(ctx, passkey.account_id, { factorPassed: true })
  return {}
})

interface Expected {
  readonly passkey: Passkey
  readonly challenge: string
  readonly home: PasskeyHome
}

/** The key's new counter; undefined where anything about the answer is wrong (the library throws at each). */
async function counterOf(response: object, { passkey, challenge, home }: Expected): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  try {
    const checked = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: home.origins,
      expectedRPID: home.rpId,
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
    })
    return checked.verified ? checked.authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}
