/** Every call whose row of the table is due, with each object it can be tried on. */
import { chatProbes, messageProbes } from './chat-probes.ts'
import { linkProbes } from './invite-probes.ts'
import { operatorProbes, personProbes } from './person-probes.ts'
import type { Probe } from './probe.ts'
import { classProbes, schoolProbes } from './school-probes.ts'
import type { RightsWorld } from './stage.ts'

export function probesOf(world: RightsWorld): Probe[] {
  return [
    ...schoolProbes(),
    ...world.classes.flatMap((one) => classProbes(one.key, one.id, world)),
    ...chatProbes(world),
    ...messageProbes(world),
    ...linkProbes(world),
    ...personProbes(world),
    ...operatorProbes(world),
  ]
}
