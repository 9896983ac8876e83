import type { ApplicationForm } from '#contract/schools.ts'

export type ApplicationState = 'received' | 'returned' | 'corrected' | 'approved' | 'rejected'

/** What stands in the row: the administrator's mobile lies sealed beside it. */
export type StoredForm = Omit<ApplicationForm, 'admin'> & { readonly admin: Omit<ApplicationForm['admin'], 'mobile'> }

export interface ApplicationRow {
  readonly id: string
  readonly state: ApplicationState
  readonly form: StoredForm
  readonly mobile_sealed: Buffer
  readonly upload_id: string
  readonly order_name: string
  readonly order_type: 'pdf' | 'jpeg' | 'png'
  readonly order_bytes: number
  readonly reason: string | null
  readonly school_id: string | null
  readonly admin_account_id: string | null
  readonly created_at: number
  readonly changed_at: number
}

export interface SchoolRow {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly timeZone: string
  /** «2026/27» */
  readonly year: string
}
