import type { Me } from '#web/kernel/me.ts'

/** Operator, administrators and administration act only after the second step of sign-in (SAFETY.md §3). */
export function needsFactor(me: Pick<Me, 'isOperator' | 'person' | 'factor'>): boolean {
  const isObligatory = me.person === null ? me.isOperator : me.person.factorObligatory
  return isObligatory && !me.factor.passed
}
