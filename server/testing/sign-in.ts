/** Ways into a test's world by the same calls that people use. */
import { OTP } from 'otplib'
import { beginTotp, claimOperator, confirmTotp, enterCode, requestCode } from '#contract/accounts.ts'
import { createAccount, makeOperatorLink } from '#server/features/accounts/index.ts'
import { arrange } from './arrange.ts'
import { type Browser, newBrowser, sessionHashOf, type World } from './world.ts'

/** An account with this phone; answers its id. */
export async function accountWith(world: World, phone: string | null, label = ''): Promise<string> {
  const made = await world.do(newBrowser(), arrange, {
    schoolId: null,
    work: (ctx) => createAccount(ctx, { phone, label }),
  })
  return String(made)
}

/** The code that was made last for this browser, sent or not. */
export async function codeFor(world: World, browser: Browser): Promise<string> {
  const { rows } = await world.owner.query<{ code_sealed: Buffer }>(
    'select code_sealed from accounts.phone_code where session_hash = $1 order by created_at desc, id desc limit 1',
    [sessionHashOf(browser)],
  )
  const row = rows[0]
  if (!row) throw new Error('This browser has asked for no code.')
  return world.core.secrets.open('phone-code', row.code_sealed)
}

/** Signs in by SMS code, in a new browser or the one given. */
export async function signInByPhone(world: World, phone: string, browser: Browser = newBrowser()): Promise<Browser> {
  await world.do(browser, requestCode, { phone })
  await world.do(browser, enterCode, { code: await codeFor(world, browser) })
  return browser
}

const otp = new OTP({ strategy: 'totp' })

/** What an authenticator app shows at `at` (ms). */
export function totpAt(secret: string, at: number): string {
  return otp.generateSync({ secret, epoch: Math.floor(at / 1000) })
}

export interface WithFactor {
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

/** Sets up TOTP as the first factor; the browser has passed it then. */
export async function setUpTotp(world: World, browser: Browser): Promise<WithFactor> {
  const { secret } = await world.do(browser, beginTotp, {})
  const { recoveryCodes } = await world.do(browser, confirmTotp, { code: totpAt(secret, world.clock.now) })
  return { secret, recoveryCodes: recoveryCodes ?? [] }
}

/** The operator with his second factor passed. */
export async function operatorOf(world: World): Promise<Browser & WithFactor> {
  const browser = newBrowser()
  const token = await world.core.db.transaction('write', (tx) => makeOperatorLink(tx, null))
  await world.do(browser, claimOperator, { token })
  return Object.assign(browser, await setUpTotp(world, browser))
}
