import type { ValueOf } from '#contract/kernel/define.ts'
import { displayName, listName } from '#contract/kernel/names.ts'
import type { person } from '#contract/people.ts'

export type PersonLine = ValueOf<typeof person>

/** Who asked for the status «учитель» and waits, the longest first. */
export function waitingForStatus(people: readonly PersonLine[]): PersonLine[] {
  return people
    .filter((one) => one.teacherStatus === 'asked')
    .toSorted((a, b) => (a.teacherAskedAt ?? 0) - (b.teacherAskedAt ?? 0))
}

/** Of the staff, whose seal is confirmed. */
export function countStaff(people: readonly PersonLine[]): { confirmed: number; all: number } {
  return { confirmed: people.filter((one) => one.seal).length, all: people.length }
}

/** «Елена Сергеевна Круглова» */
export function staffName(line: PersonLine): string {
  return displayName(line, true)
}

/** Sorted as lists for work are: «Круглова Елена». */
export function byListName(a: PersonLine, b: PersonLine): number {
  return listName(a).localeCompare(listName(b), 'ru')
}
