import { type Column, decide } from '#contract/kernel/policy.ts'

/** Whether the table lets somebody keep order in a school's chat by membership alone, without being made a moderator. */
export function mayModerate(columns: ReadonlySet<Column>): boolean {
  return decide('msg.moderate', columns, { member: true }) === 'yes'
}
