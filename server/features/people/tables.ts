/** Rows of the PostgreSQL schema `people` as the feature reads them. */
import type { Role } from '#contract/people.ts'

export type Kin = 'mother' | 'father' | 'guardian' | 'other'
export type TeacherStatus = 'none' | 'asked' | 'confirmed' | 'declined'

export interface NamedChild {
  readonly name: string
  readonly patronymic: string | null
  readonly kin: Kin
}

/** A row of the view people.portrait: a person with all that the card shows. */
export interface Portrait {
  readonly id: string
  readonly school_id: string
  readonly account_id: string | null
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly position: string | null
  readonly curator_of: readonly string[]
  readonly curator_class_ids: readonly string[]
  readonly class_name: string | null
  readonly class_id: string | null
  readonly teacher_status: TeacherStatus
  readonly teacher_asked_at: number | null
  readonly roles: readonly Role[]
  readonly children: readonly NamedChild[]
}
