/** The administrator's screens with all that stands on their topics, for comparing live with fetched. */
import { list as listClasses, roster, view } from '#contract/classes.ts'
import { codes, list as listLinks, requests } from '#contract/invites.ts'
import { staff } from '#contract/people.ts'
import type { School } from './school.ts'
import type { Screen } from './watching.ts'
import type { World } from './world.ts'

export function deskOf(world: World, { id, admin }: School): Screen {
  return {
    topic: `desk:${id}`,
    fetch: async () => [
      ...(await world.do(admin.browser, listClasses, {})).classes.map((one) => ['class', one] as const),
      ...(await world.do(admin.browser, staff, {})).people.map((one) => ['person', one] as const),
      ...(await world.do(admin.browser, listLinks, { classId: null })).links.map((one) => ['link', one] as const),
      ...(await world.do(admin.browser, requests, { classId: null })).requests.map(
        (one) => ['joinRequest', one] as const,
      ),
    ],
  }
}

export function classPageOf(world: World, { admin }: School, classId: string): Screen {
  return {
    topic: `class:${classId}`,
    fetch: async () => [
      ['class', (await world.do(admin.browser, view, { classId })).class],
      ...(await world.do(admin.browser, roster, { classId })).pupils.map((one) => ['pupil', one] as const),
      ...(await world.do(admin.browser, listLinks, { classId })).links.map((one) => ['link', one] as const),
      ...(await world.do(admin.browser, codes, { classId })).codes.map((one) => ['code', one] as const),
      ...(await world.do(admin.browser, requests, { classId })).requests.map((one) => ['joinRequest', one] as const),
    ],
  }
}
