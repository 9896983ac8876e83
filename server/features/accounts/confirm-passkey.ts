import { confirmPasskey } from '#contract/accounts.ts'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { takeChallenge } from './challenges.ts'
import { demandMayAddFactor } from './factors.ts'
import { passkeyHome, type PasskeyHome } from './passkey-home.ts'
import { giveRecoveryCodes } from './recovery-codes.ts'
import { signInAs } from './sign-in.ts'

export const confirmPasskeyHandler = handle(confirmPasskey, async (ctx, { response }) => {
  const accountId = await demandMayAddFactor(ctx)
  const challenge = await takeChallenge(ctx, 'register')
  if (!challenge) return ctx.refuse('not_begun')
  const made = await credentialOf(response, challenge, passkeyHome(ctx))
  if (!made) return ctx.refuse('wrong_passkey', { keep: true })
  const added = await ctx.tx
    .run`insert into accounts.passkey (id, account_id, public_key, counter, transports, created_at)
    values (${made.id}, ${accountId}, ${Buffer.from(made.publicKey)}, ${made.counter}, ${made.transports ?? []}, ${new Date(ctx.now)})
    on conflict (id) do nothing`
  if (added === 0) return ctx.refuse('wrong_passkey', { keep: true })
  const recoveryCodes = await giveRecoveryCodes(ctx, accountId)
  await signInAs(ctx, accountId, { factorPassed: true })
  ctx.ledger({ subject: `account:${accountId}`, detail: { factor: 'passkey' } })
  return { recoveryCodes }
})

/** The library throws at whatever is wrong with an answer; to us it is one thing: not a passkey of ours. */
async function credentialOf(response: object, challenge: string, home: PasskeyHome) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    const given = response as unknown as RegistrationResponseJSON
    if (!(await isWithoutCertificates(given))) return undefined
    const { registrationInfo } = await verifyRegistrationResponse({
      response: given,
      expectedChallenge: challenge,
      expectedOrigin: home.origins,
      expectedRPID: home.rpId,
      requireUserVerification: true,
    })
    return registrationInfo?.credential
  } catch {
    return undefined
  }
}

/** Checking a certificate may fetch an address that the certificate names; we asked for none and look at none. */
async function isWithoutCertificates(given: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await import('@simplewebauthn/server/helpers')
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(given.response.attestationObject))
  return (
    attestation.get('fmt') === 'none' || (attestation.get('fmt') === 'packed' && !attestation.get('attStmt').get('x5c'))
  )
}
