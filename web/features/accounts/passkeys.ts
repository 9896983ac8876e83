/** Passkeys of this device; the library comes only when somebody presses the button. */
import { beginPasskey, beginPasskeySignIn, confirmPasskey, passkeySignIn } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { ApiError } from '#web/kernel/api/api-error.ts'

export function isPasskeyPossible(): boolean {
  return globalThis.isSecureContext && typeof globalThis.PublicKeyCredential === 'function'
}

/** A passkey with user verification is a sign-in and the second step in one. */
export async function signInByPasskey(): Promise<void> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = (await api(beginPasskeySignIn, {})) as unknown as Parameters<
    typeof startAuthentication
  >[0]['optionsJSON']
  const response = await byDevice(() => startAuthentication({ optionsJSON }))
  await api(passkeySignIn, { response: { ...response } })
}

/** Recovery codes are told where the account has none yet. */
export async function addPasskey(): Promise<readonly string[] | null> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = (await api(beginPasskey, {})) as unknown as Parameters<typeof startRegistration>[0]['optionsJSON']
  const response = await byDevice(() => startRegistration({ optionsJSON }))
  return (await api(confirmPasskey, { response: { ...response } })).recoveryCodes
}

/** Whatever the device says – cancelled, no key, time is up – is one thing to people: the key did not fit. */
async function byDevice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    throw Object.assign(new ApiError('wrong_passkey'), { cause })
  }
}
