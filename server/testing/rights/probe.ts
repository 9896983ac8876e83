/** A call tried on an object, and what the cast's page says of it. */
import type { Call } from '#contract/kernel/define.ts'
import type { Relation } from '#contract/kernel/policy.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import type { Actor } from './cast.ts'

export interface Probe {
  readonly call: Call
  /** For the message of a failure: what was tried on. */
  readonly on: string
  readonly input: () => object
  /** All must be answered with yes. */
  readonly asks: (actor: Actor) => readonly { readonly action: ActionId; readonly relation: Relation }[]
  /** Whether the actor may know that the object exists. */
  readonly isVisible: (actor: Actor) => boolean
  /** The code that says no where the object is visible, if it is not the usual one. */
  readonly denial?: string
  /** A right of the table that a rule beside it takes back, e.g. nobody confirms himself. */
  readonly isBarred?: (actor: Actor) => boolean
}

export const always = () => true
export const never = () => false
