/** Changing a message: the text before is kept for moderation, and stored frames show only what stands now. */
import { message as messageEntity, type Message } from '#contract/chats.ts'
import { actingPerson, type Ctx } from '#server/kernel/dispatch/ctx.ts'
import type { MessageRow } from './tables.ts'

export async function keepVersion(ctx: Ctx<never>, row: MessageRow): Promise<void> {
  await ctx.tx.run`
    insert into chats.version (message_id, school_id, replaced_by, text)
    values (${row.id}, kernel.school(), ${actingPerson(ctx).id}, ${row.text})`
}

/** Publishes a message as it stands now. */
export async function publishMessage(ctx: Ctx<never>, id: string): Promise<Message> {
  const { json } = await ctx.tx.one<{ json: Message }>`
    select chats.message_json(m) as json from chats.message m where m.id = ${id}`
  const topic = `chat:${json.chatId}`
  await ctx.tx.run`select kernel.rewrite_entity(${topic}, 'message', ${JSON.stringify(json)}::jsonb)`
  ctx.live.put(topic, messageEntity, json)
  return json
}

export async function bury(ctx: Ctx<never>, row: MessageRow, by: 'author' | 'moderator'): Promise<void> {
  await keepVersion(ctx, row)
  await ctx.tx.run`update chats.message set text = '', deleted = ${by} where id = ${row.id}`
  await publishMessage(ctx, row.id)
}
