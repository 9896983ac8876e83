/** Rows of the PostgreSQL schema `classes` as the feature reads them. */
export interface ClassRow {
  readonly id: string
  readonly school_id: string
  readonly name: string
  readonly grade: number | null
  readonly year: string
  readonly requests: number
  readonly archived_at: number | null
}

export interface EnrolmentRow {
  readonly class_id: string
  readonly person_id: string
}

export interface CuratorRow {
  readonly class_id: string
  readonly person_id: string
}
