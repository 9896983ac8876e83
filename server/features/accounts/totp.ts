/** Codes of an authenticator app (RFC 6238): 30 seconds, six digits, one step of drift either way, no step counts twice. */
import { OTP } from 'otplib'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'

const otp = new OTP({ strategy: 'totp' })
const stepSeconds = 30

export function newTotpSeed(): string {
  return otp.generateSecret(20)
}

/** What an authenticator app scans. */
export function totpUri(secret: string, label: string): string {
  return otp.generateURI({ issuer: 'Перемена', label, secret })
}

/** The step that the code belongs to, or null for a wrong code. */
export function totpStep(secret: string, code: string, now: number): number | null {
  const found = otp.verifySync({ secret, token: code, epoch: Math.floor(now / 1000), epochTolerance: stepSeconds })
  return found.valid && 'timeStep' in found ? found.timeStep : null
}

type TotpCtx = Pick<Ctx, 'tx' | 'now' | 'secrets'>

/** `spent`: a right code of a step that was used already. */
export async function spendTotp(ctx: TotpCtx, accountId: string, code: string): Promise<'right' | 'wrong' | 'spent'> {
  const row = await ctx.tx.maybe<{
    sealed: Buffer | null
  }>`select sealed from accounts.totp where account_id = ${accountId}`
  if (!row?.sealed) return 'wrong'
  const step = totpStep(ctx.secrets.open('totp', row.sealed), code, ctx.now)
  if (step === null) return 'wrong'
  const taken = await ctx.tx
    .run`update accounts.totp set last_step = ${step} where account_id = ${accountId} and last_step < ${step}`
  return taken === 1 ? 'right' : 'spent'
}
