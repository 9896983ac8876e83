import { startDirect } from '#contract/chats.ts'
import { findPerson, viewCard } from '#server/features/people/index.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import { handle } from '#server/kernel/dispatch/feature.ts'
import { addGround } from './membership.ts'
import { reasons } from './reasons.ts'
import { mayWriteTo } from './rights.ts'

export const startDirectHandler = handle(startDirect, async (ctx, { personId }) => {
  const me = await findPerson(ctx.tx, actingPerson(ctx).id)
  const other = await findPerson(ctx.tx, personId)
  const isOpen = me !== undefined && other !== undefined && (await mayWriteTo(ctx.tx, me, other))
  ctx.demand('dm.start', { pair: isOpen }, false)
  if (!me) return ctx.refuse('not_found')
  return { chatId: await ensureDirect(ctx, [me.id, personId]) }
})

/** Two who press at once get the same chat: the pair is unique. */
async function ensureDirect(ctx: Ctx<never>, people: readonly string[]): Promise<string> {
  const pair = [...people].sort()
  await ctx.tx.run`
    insert into chats.chat (id, school_id, kind, name, pair)
    values (${ctx.newId()}, kernel.school(), 'direct', '', ${pair}::uuid[])
    on conflict (pair) where pair is not null do nothing`
  const { id } = await ctx.tx.one<{ id: string }>`select id from chats.chat where pair = ${pair}::uuid[]`
  for (const personId of pair) {
    const ground = { chatId: id, personId, kind: 'pair', ref: id, reason: reasons.pair } as const
    await addGround(ctx, { ground, card: await viewCard(ctx.tx, personId), moderator: false })
  }
  return id
}
