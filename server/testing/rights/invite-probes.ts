/** Links, codes and join requests. */
import * as invites from '#contract/invites.ts'
import type { Call } from '#contract/kernel/define.ts'
import { decide, type Relation } from '#contract/kernel/policy.ts'
import type { ActionId } from '#contract/permissions.gen.ts'
import { newId } from '#server/kernel/ids.ts'
import type { Actor } from './cast.ts'
import { relationToClass, relationToSchool } from './objects.ts'
import { never, type Probe } from './probe.ts'
import type { RightsWorld } from './stage.ts'

const handing = { pupil: 'invite.pupil.hand', parent: 'invite.parent', teacher: 'invite.staff' } as const

export function linkProbes(world: RightsWorld): Probe[] {
  const links = world.links.flatMap((link) => {
    const relationOf = (actor: Actor): Relation => ({
      ...(link.classKey ? relationToClass(actor, link.classKey) : {}),
      ...relationToSchool(actor, link.school),
      owner: actor.key === link.by,
    })
    const on = (call: Call, action: ActionId, input: () => object): Probe => ({
      call,
      on: `${link.kind} link of ${link.classKey ?? link.school}`,
      input,
      asks: (actor) => [{ action, relation: relationOf(actor) }],
      isVisible: (actor) =>
        actor.school === link.school && decide('invite.list', actor.columns, relationOf(actor)) === 'yes',
    })
    return [
      on(invites.reveal, handing[link.kind], () => ({ linkId: link.id })),
      on(invites.revoke, 'invite.revoke', () => ({ linkId: link.id })),
      on(invites.handOver, 'invite.pupil', () => ({ linkId: link.id, personId: newId() })),
    ]
  })
  const codes = world.codes.map(({ id: codeId, classKey }): Probe => ({
    call: invites.revokeCode,
    on: `code of ${classKey}`,
    input: () => ({ codeId }),
    asks: (actor) => [{ action: 'invite.code', relation: relationToClass(actor, classKey) }],
    isVisible: never,
  }))
  const requests = world.requests.flatMap((request) =>
    ([invites.accept, invites.decline] as const).map((call): Probe => ({
      call,
      on: `request ${request.kind} of ${request.classKey ?? 'a'}`,
      input: () =>
        call === invites.accept ? { requestId: request.id, matchId: null } : { requestId: request.id, reason: null },
      asks: (actor) =>
        request.classKey
          ? [
              { action: 'join.review', relation: relationToClass(actor, request.classKey) },
              ...(request.kind === 'parent'
                ? [{ action: 'kinship.confirm' as const, relation: relationToClass(actor, request.classKey) }]
                : []),
            ]
          : [{ action: 'join.review.staff', relation: relationToSchool(actor, 'a') }],
      isVisible: never,
    })),
  )
  return [...links, ...codes, ...requests]
}
