import { type Answer, columnsOf, decide, type Relation, type RoleName } from '#contract/kernel/policy.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import type { Me } from './me.ts'

/** What the table of rights says of who acts in this tab: to hide what the server would refuse. It decides anew. */
export function myRight(
  { person, isOperator }: Pick<Me, 'person' | 'isOperator'>,
  action: ActionId,
  relation: Relation,
): Answer {
  const roles = (person?.roles ?? []) as readonly RoleName[]
  const columns = columnsOf(roles, (person?.curatorOf.length ?? 0) > 0, person === null && isOperator)
  return decide(action, columns, relation)
}
