/** What stands behind an invitation: derived tokens of links, random personal codes; only hashes are stored. */
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { tokenHash } from '#server/kernel/secrets/codes.ts'

type SecretCtx = Pick<Ctx, 'secrets'>

/** The token of a link: the same each time, so that it can be shown again to whoever may hand it out. */
export function linkToken(ctx: SecretCtx, link: { readonly id: string; readonly version: number }): string {
  return ctx.secrets.linkToken(link.id, link.version)
}

export const personalCodeLength = 10

/** How a secret that somebody brings is found. */
export function secretHash(ctx: SecretCtx, secret: string): Buffer {
  return secret.length === personalCodeLength ? ctx.secrets.hash('personal-code', secret) : tokenHash(secret)
}
