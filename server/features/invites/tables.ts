/** Rows of the PostgreSQL schema `invites` as the feature reads them. */
import type { ValueOf } from '#contract/kernel/define.ts'
import type { code, joinRequest, kin, link, linkKind } from '#contract/invites.ts'
import type * as z from 'zod/mini'

export type LinkKind = z.infer<typeof linkKind>
export type Kin = z.infer<typeof kin>
export type Link = ValueOf<typeof link>
export type Code = ValueOf<typeof code>
export type JoinRequest = ValueOf<typeof joinRequest>

export interface LinkRow {
  readonly id: string
  readonly school_id: string
  readonly kind: LinkKind
  readonly class_id: string | null
  readonly version: number
  readonly created_by: string
  readonly created_at: number
  readonly expires_at: number
  readonly max_uses: number
  readonly uses: number
  readonly last_used_at: number | null
  readonly revoked_at: number | null
}

export interface CodeRow {
  readonly id: string
  readonly school_id: string
  readonly class_id: string
  readonly person_id: string | null
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly created_at: number
  readonly expires_at: number
  readonly used_at: number | null
  readonly revoked_at: number | null
}

export interface RequestRow {
  readonly id: string
  readonly school_id: string
  readonly link_id: string | null
  readonly code_id: string | null
  readonly kind: LinkKind
  readonly class_id: string | null
  readonly account_id: string
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
  readonly position: string | null
  readonly child_surname: string | null
  readonly child_name: string | null
  readonly kin: Kin | null
  readonly state: 'waiting' | 'accepted' | 'declined'
  readonly decided_by: string | null
  readonly reason: string | null
  readonly person_id: string | null
  readonly created_at: number
}
