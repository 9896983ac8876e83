import { markRead } from '#contract/chats.ts'
import type { Frame } from '#contract/kernel/live.ts'
import { handleHot } from '#server/kernel/dispatch/hot.ts'

export const markReadHandler = handleHot(markRead, (door) => async ({ sessionHash, personId, input, refuse }) => {
  const row = await door.db.now.one<{ status: 'done' | 'not_found' | 'unauthorized'; frames: Frame[] }>`
    select status, frames from chats.mark_read(${sessionHash}, ${personId}, ${input.chatId}, ${input.number})`
  if (row.status !== 'done') return refuse(row.status)
  door.publish(row.frames)
  return {}
})
