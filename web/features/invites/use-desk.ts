/** The school's desk: classes, staff, links and requests, alive while the page is open. */
import { useCallback, useEffect } from 'react'
import { list as listClasses, schoolClass } from '#contract/classes.ts'
import { joinRequest, link, list as listLinks, requests as listRequests } from '#contract/invites.ts'
import { person as personLine, staff } from '#contract/people.ts'
import { type ClassLine, sortedClasses } from '#web/features/classes/index.ts'
import { type PersonLine, waitingForStatus } from '#web/features/people/index.ts'
import { ask, take } from '#web/kernel/api/api.ts'
import { useOwned } from '#web/kernel/cache/use-cache.ts'
import { useSnapshot, type SnapshotState } from '#web/kernel/live/use-snapshot.ts'
import { myRight } from '#web/kernel/my-right.ts'
import { useMe, usePerson } from '#web/kernel/use-me.ts'
import { type LinkLine, sortedLinks } from './link-line.ts'
import { type RequestLine, waitingRequests } from './request-line.ts'
import { waitingCount } from './waiting-count.ts'

export interface Desk extends SnapshotState {
  readonly classes: readonly ClassLine[]
  readonly staff: readonly PersonLine[]
  readonly links: readonly LinkLine[]
  readonly requests: readonly RequestLine[]
  readonly statusRequests: readonly PersonLine[]
  readonly may: DeskRights
}

/** What hides itself; the server decides anew. */
export interface DeskRights {
  /** Hears the desk, makes classes, answers requests. */
  readonly run: boolean
  readonly confirmStatus: boolean
}

export function useDesk(): Desk {
  const me = useMe()
  const { schoolId } = usePerson()
  const topic = `desk:${schoolId}`
  const mayRun = myRight(me, 'join.review.staff', { school: true }) === 'yes'
  const mayConfirm = myRight(me, 'status.confirm', { school: true }) === 'yes'
  const load = useCallback(() => loadDesk(topic, mayRun), [topic, mayRun])
  const state = useSnapshot(mayRun ? topic : null, load)
  const classes = sortedClasses(useOwned(topic, schoolClass))
  const people = useOwned(topic, personLine)
  const links = sortedLinks(useOwned(topic, link))
  const requests = waitingRequests(useOwned(topic, joinRequest))
  const statusRequests = mayConfirm ? waitingForStatus(people) : []
  const waiting = requests.length + statusRequests.length
  useEffect(() => waitingCount.set(waiting), [waiting])
  return {
    ...state,
    classes,
    staff: people,
    links,
    requests,
    statusRequests,
    may: { run: mayRun, confirmStatus: mayConfirm },
  }
}

async function loadDesk(topic: string, mayRun: boolean): Promise<void> {
  await Promise.all([
    ask(listClasses, {}).then(({ value, marks }) =>
      take(marks, [{ topic, entity: schoolClass, values: value.classes, complete: true }]),
    ),
    ask(staff, {}).then(({ value, marks }) =>
      take(marks, [{ topic, entity: personLine, values: value.people, complete: true }]),
    ),
    ask(listLinks, { classId: null }).then(({ value, marks }) =>
      take(marks, [{ topic, entity: link, values: value.links, complete: true }]),
    ),
    ...(mayRun
      ? [
          ask(listRequests, { classId: null }).then(({ value, marks }) =>
            take(marks, [{ topic, entity: joinRequest, values: value.requests, complete: true }]),
          ),
        ]
      : []),
  ])
}
