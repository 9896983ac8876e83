/** «Печатает…» is shown in staff chats only: children and parents are not watched while they think. */
import type { Tx } from '#server/kernel/db/tx.ts'

export async function mayType(tx: Tx, personId: string, chatId: string): Promise<boolean> {
  const found = await tx.maybe<{ id: string }>`
    select c.id from chats.chat c
    join chats.member m on m.chat_id = c.id and m.active and m.person_id = ${personId} and m.may_write
    where c.id = ${chatId} and c.kind in ('staffroom', 'staff-channel', 'direct')
      and not exists (select 1 from chats.member o
                      where o.chat_id = c.id and c.kind = 'direct' and o.standing <> 'staff')`
  return found !== undefined
}
