import type { ValueOf } from '#contract/kernel/define.ts'
import type { code, link } from '#contract/invites.ts'

export type LinkLine = ValueOf<typeof link>
export type CodeLine = ValueOf<typeof code>

/** Live ones first, then the newest. */
export function sortedLinks(links: readonly LinkLine[]): LinkLine[] {
  return links.toSorted((a, b) => Number(b.state === 'live') - Number(a.state === 'live') || b.createdAt - a.createdAt)
}

/** The link's state as of now: one that stood open in a tab may have run out meanwhile. */
export function stateAt(line: Pick<LinkLine, 'state' | 'expiresAt'>, now: number): LinkLine['state'] {
  return line.state === 'live' && line.expiresAt <= now ? 'expired' : line.state
}

export function addressOf(token: string, origin: string): string {
  return `${origin}/i#${token}`
}

/** The newest code of each pupil that may still be used. */
export function liveCodes(codes: readonly CodeLine[]): CodeLine[] {
  return codes.filter(({ state }) => state === 'live').toSorted((a, b) => b.createdAt - a.createdAt)
}

/** Uses as typed: a whole number from 1 to 500, else null. */
export function usesOf(typed: string): number | null {
  const uses = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0
  return uses >= 1 && uses <= 500 ? uses : null
}
