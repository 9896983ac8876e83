/** The door of accounts: ways to sign in, sessions, the second factor. */
import { feature } from '#server/kernel/dispatch/feature.ts'
import { alarmJob } from './alarm-job.ts'
import { beginPasskeyHandler } from './begin-passkey.ts'
import { beginPasskeySignInHandler } from './begin-passkey-sign-in.ts'
import { beginTotpHandler } from './begin-totp.ts'
import { chooseAccountHandler } from './choose-account.ts'
import { claimOperatorHandler } from './claim-operator.ts'
import { cleanUpJob } from './clean-up-job.ts'
import { confirmPasskeyHandler } from './confirm-passkey.ts'
import { confirmTotpHandler } from './confirm-totp.ts'
import { endOtherSessionsHandler } from './end-other-sessions.ts'
import { endSessionHandler } from './end-session.ts'
import { enterCodeHandler } from './enter-code.ts'
import { enterLoginCodeHandler } from './enter-login-code.ts'
import { listSessionsHandler } from './list-sessions.ts'
import { meHandler } from './me.ts'
import { showOutboxCodeHandler, smsOutboxHandler } from './outbox.ts'
import { passFactorHandler } from './pass-factor.ts'
import { passkeySignInHandler } from './passkey-sign-in.ts'
import { requestCodeHandler } from './request-code.ts'
import { sendCodeJob } from './send-code-job.ts'
import { signOutHandler } from './sign-out.ts'

export { createAccount, guardedSessionSeconds, labelAccount, setOutboxLabel, setSessionLife } from './account-store.ts'
export { insertAccountsInBulk } from './bulk.ts'
export { isLoginCode, makeLoginCode } from './login-codes.ts'
export {
  ensureSetupLink,
  forgetOperatorFactor,
  hasOperator,
  isOperatorLink,
  makeOperatorLink,
  operatorAddress,
} from './operator-links.ts'
export { sendCode } from './phone-codes.ts'
export { parsePhone } from './phones.ts'
export { signInAlone, signInAs } from './sign-in.ts'

export const accounts = feature('accounts', {
  handlers: [
    meHandler,
    requestCodeHandler,
    enterCodeHandler,
    chooseAccountHandler,
    enterLoginCodeHandler,
    claimOperatorHandler,
    beginPasskeySignInHandler,
    passkeySignInHandler,
    beginTotpHandler,
    confirmTotpHandler,
    beginPasskeyHandler,
    confirmPasskeyHandler,
    passFactorHandler,
    listSessionsHandler,
    endSessionHandler,
    endOtherSessionsHandler,
    signOutHandler,
    smsOutboxHandler,
    showOutboxCodeHandler,
  ],
  jobs: [sendCodeJob, alarmJob, cleanUpJob],
})
