/** What somebody writes who asks to be let in, and what `invites.redeem` wants of it. */
import type * as z from 'zod/mini'
import type { kin } from '#contract/invites.ts'
import { type linkKind, redeem } from '#contract/invites.ts'
import type { InputOf } from '#contract/kernel/define.ts'
import { fieldsAtFault, type FieldCodes } from '#web/kernel/check-input.ts'

export type LinkKind = z.infer<typeof linkKind>
export type Kin = z.infer<typeof kin>

export interface Asking {
  readonly surname: string
  readonly name: string
  readonly patronymic: string
  readonly position: string
  readonly childSurname: string
  readonly childName: string
  readonly kin: Kin | ''
}

export const nothingAsked: Asking = {
  surname: '',
  name: '',
  patronymic: '',
  position: '',
  childSurname: '',
  childName: '',
  kin: '',
}

/** Only staff has a patronymic and a position in lists; only parents name a child. */
export function needsOf(kind: LinkKind): { patronymic: boolean; position: boolean; child: boolean } {
  const isStaff = kind !== 'pupil' && kind !== 'parent'
  return { patronymic: kind !== 'pupil', position: isStaff, child: kind === 'parent' }
}

export function redeemInput(kind: LinkKind, asking: Asking, secret: string): InputOf<typeof redeem> {
  const needs = needsOf(kind)
  const blankIsNull = (text: string): string | null => (text.trim() === '' ? null : text)
  return {
    secret,
    names: {
      surname: asking.surname,
      name: asking.name,
      patronymic: needs.patronymic ? blankIsNull(asking.patronymic) : null,
    },
    position: needs.position ? blankIsNull(asking.position) : null,
    child: needs.child ? { surname: asking.childSurname, name: asking.childName, kin: asking.kin as Kin } : null,
  }
}

/** Faults by the names of the fields here. */
export function faultsOf(kind: LinkKind, asking: Asking, secret: string): FieldCodes {
  const faults = fieldsAtFault(redeem.input, redeemInput(kind, asking, secret))
  const here: Record<string, string> = {
    'names.surname': 'surname',
    'names.name': 'name',
    'names.patronymic': 'patronymic',
    position: 'position',
    'child.surname': 'childSurname',
    'child.name': 'childName',
    'child.kin': 'kin',
  }
  const named = Object.entries(faults).flatMap(([path, code]) => (here[path] === undefined ? [] : [[here[path], code]]))
  const position = needsOf(kind).position && asking.position.trim() === '' ? { position: 'required' } : {}
  return { ...Object.fromEntries(named), ...position }
}
