/** A device with a fingerprint reader, and an application with codes. */
import type { Page } from '@playwright/test'
import { generateSync } from 'otplib'

/** The browser of that page has a passkey device that always recognises its owner. */
export async function giveFingerprint(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** What the application shows now for a key in groups of four. */
export function totp(secret: string): string {
  return generateSync({ secret: secret.replace(/\s/g, '') })
}
