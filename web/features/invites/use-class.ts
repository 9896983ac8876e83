/** One class: its list, links, codes and requests, alive while the page is open. */
import { useCallback } from 'react'
import { pupil, roster, schoolClass, view } from '#contract/classes.ts'
import { code, codes, joinRequest, link, list as listLinks, requests as listRequests } from '#contract/invites.ts'
import type { ClassLine, PupilLine } from '#web/features/classes/index.ts'
import { ask, take } from '#web/kernel/api/api.ts'
import { useEntity, useOwned } from '#web/kernel/cache/use-cache.ts'
import { useSnapshot, type SnapshotState } from '#web/kernel/live/use-snapshot.ts'
import { myRight } from '#web/kernel/my-right.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { type CodeLine, type LinkLine, liveCodes, sortedLinks } from './link-line.ts'
import { type RequestLine, waitingRequests } from './request-line.ts'

export interface ClassRights {
  readonly review: boolean
  readonly makeCodes: boolean
  readonly makePupilLink: boolean
  readonly makeParentLink: boolean
  readonly enrol: boolean
  readonly resetLogin: boolean
}

export interface ClassHere extends SnapshotState {
  readonly line: ClassLine | undefined
  readonly pupils: readonly PupilLine[]
  readonly links: readonly LinkLine[]
  readonly codes: readonly CodeLine[]
  readonly requests: readonly RequestLine[]
  readonly may: ClassRights
}

export function useClass(classId: string): ClassHere {
  const me = useMe()
  const topic = `class:${classId}`
  const relation = { school: true, curator: me.person?.curatorOf.some((one) => one.classId === classId) === true }
  const may: ClassRights = {
    review: myRight(me, 'join.review', relation) === 'yes',
    makeCodes: myRight(me, 'invite.code', relation) === 'yes',
    makePupilLink: myRight(me, 'invite.pupil', relation) === 'yes',
    makeParentLink: myRight(me, 'invite.parent', relation) === 'yes',
    enrol: myRight(me, 'pupil.enrol', relation) === 'yes',
    resetLogin: myRight(me, 'login.reset', relation) === 'yes',
  }
  const { review, makeCodes } = may
  const load = useCallback(() => loadClass(classId, { review, makeCodes }), [classId, review, makeCodes])
  const state = useSnapshot(review ? topic : null, load)
  return {
    ...state,
    line: useEntity(schoolClass, classId),
    pupils: useOwned(topic, pupil),
    links: sortedLinks(useOwned(topic, link)),
    codes: liveCodes(useOwned(topic, code)),
    requests: waitingRequests(useOwned(topic, joinRequest)),
    may,
  }
}

async function loadClass(classId: string, may: Pick<ClassRights, 'review' | 'makeCodes'>): Promise<void> {
  const topic = `class:${classId}`
  await Promise.all([
    ask(view, { classId }).then(({ value, marks }) =>
      take(marks, [{ topic, entity: schoolClass, values: [value.class] }]),
    ),
    ask(roster, { classId }).then(({ value, marks }) =>
      take(marks, [{ topic, entity: pupil, values: value.pupils, complete: true }]),
    ),
    ask(listLinks, { classId }).then(({ value, marks }) =>
      take(marks, [{ topic, entity: link, values: value.links, complete: true }]),
    ),
    ...(may.review
      ? [
          ask(listRequests, { classId }).then(({ value, marks }) =>
            take(marks, [{ topic, entity: joinRequest, values: value.requests, complete: true }]),
          ),
        ]
      : []),
    ...(may.makeCodes
      ? [
          ask(codes, { classId }).then(({ value, marks }) =>
            take(marks, [{ topic, entity: code, values: value.codes, complete: true }]),
          ),
        ]
      : []),
  ])
}
