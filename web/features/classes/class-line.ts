import type { pupil, schoolClass } from '#contract/classes.ts'
import type { ValueOf } from '#contract/kernel/define.ts'

export type ClassLine = ValueOf<typeof schoolClass>
export type PupilLine = ValueOf<typeof pupil>

/** 1А, 1Б, 2А … 11В, then what has no grade. Archived ones are left out. */
export function sortedClasses(classes: readonly ClassLine[]): ClassLine[] {
  return classes
    .filter((one) => !one.archived)
    .toSorted((a, b) => (a.grade ?? 99) - (b.grade ?? 99) || a.name.localeCompare(b.name, 'ru', { numeric: true }))
}

export interface SchoolNumbers {
  readonly pupils: number
  readonly entered: number
  /** Pupils with a parent here. */
  readonly families: number
  readonly withoutCurator: readonly string[]
}

/** What the numbers on top of the school's page say. */
export function schoolNumbers(classes: readonly ClassLine[]): SchoolNumbers {
  const sum = (of: (one: ClassLine) => number) => classes.reduce((all, one) => all + of(one), 0)
  return {
    pupils: sum((one) => one.pupils),
    entered: sum((one) => one.entered),
    families: sum((one) => one.families),
    withoutCurator: classes.filter((one) => one.curators.length === 0).map(({ name }) => name),
  }
}
