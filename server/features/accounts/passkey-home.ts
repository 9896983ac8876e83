/** The site that passkeys belong to: PUBLIC_URL, or localhost on the machine itself. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'

export interface PasskeyHome {
  /** The host name alone. */
  readonly rpId: string
  readonly origins: string[]
}

export function passkeyHome(ctx: Pick<Ctx, 'config' | 'request'>): PasskeyHome {
  const { publicUrl } = ctx.config
  const origins = publicUrl ? [publicUrl] : [`http://${ctx.request.host}`, `https://${ctx.request.host}`]
  return { rpId: new URL(origins[0] ?? '').hostname, origins }
}
