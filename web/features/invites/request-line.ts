/** Join requests as the in-box shows them. */
import type { ValueOf } from '#contract/kernel/define.ts'
import type { joinRequest } from '#contract/invites.ts'

export type RequestLine = ValueOf<typeof joinRequest>
export type Group = 'pupils' | 'staff' | 'parents'

/** `listed`: stands on the class list; `similar`: somebody much alike does; `unlisted`: nobody; `none`: there is no list. */
export type Match = 'listed' | 'similar' | 'unlisted' | 'none'

export function groupOf({ kind }: Pick<RequestLine, 'kind'>): Group {
  if (kind === 'pupil') return 'pupils'
  return kind === 'parent' ? 'parents' : 'staff'
}

export function matchOf(request: Pick<RequestLine, 'kind' | 'match'>): Match {
  if (groupOf(request) === 'staff') return 'none'
  if (request.match === null) return 'unlisted'
  return request.match.exact ? 'listed' : 'similar'
}

/** The oldest first: who has waited longest is answered first. */
export function waitingRequests(requests: readonly RequestLine[]): RequestLine[] {
  return requests.filter(({ state }) => state === 'waiting').toSorted((a, b) => a.createdAt - b.createdAt)
}

/** Those that one press may accept: their name stands on the class list exactly, and no other asks for the same place. */
export function acceptableAtOnce(requests: readonly RequestLine[]): RequestLine[] {
  const listed = waitingRequests(requests).filter((request) => matchOf(request) === 'listed')
  const asked = new Map<string, number>()
  for (const { kind, match } of listed)
    if (kind === 'pupil' && match !== null) asked.set(match.personId, (asked.get(match.personId) ?? 0) + 1)
  return listed.filter(({ kind, match }) => kind !== 'pupil' || (match !== null && asked.get(match.personId) === 1))
}

export function askerName({ name, surname }: Pick<RequestLine, 'name' | 'surname'>): string {
  return `${name} ${surname}`
}
