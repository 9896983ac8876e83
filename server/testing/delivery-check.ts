/** Whether everything that was acknowledged is there, once, in order, and everybody has it: what no fault may change. */
import type pg from 'pg'
import type { CrowdChat } from './crowd.ts'
import type { DeliveryClient } from './delivery-client.ts'
import { until } from './until.ts'

export interface Delivered {
  readonly acknowledged: number
  readonly stored: number
  readonly lost: string[]
  readonly doubled: string[]
  readonly disordered: string[]
}

export interface Place {
  readonly client: DeliveryClient
  readonly personId: string
}

/** Waits until nobody has anything to send and everybody has what is stored, or until `ms` are over. */
export async function comeToRest(
  owner: pg.Pool,
  places: readonly Place[],
  of: { chats: readonly CrowdChat[]; ms: number },
): Promise<void> {
  const end = Date.now() + of.ms
  await until(async () => Date.now() > end || places.every(({ client }) => client.waiting === 0))
  const stored = await storedOf(owner, of.chats)
  const isComplete = ({ client, personId }: Place) =>
    of.chats.every(
      (chat) =>
        !hasMember(chat, personId) || (client.log.seen.get(chat.id)?.length ?? 0) >= (stored.get(chat.id)?.length ?? 0),
    )
  await until(() => Date.now() > end || places.every(isComplete))
}

export async function checkDelivery(
  owner: pg.Pool,
  places: readonly Place[],
  chats: readonly CrowdChat[],
): Promise<Delivered> {
  const stored = await storedOf(owner, chats)
  const rows = [...stored.values()].flat()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const lost: string[] = []
  const doubled: string[] = []
  const disordered: string[] = []
  const acknowledged = places.flatMap(({ client }) => [...client.acknowledged])
  for (const [id, said] of acknowledged)
    if (byId.get(id)?.text !== said.text) lost.push(`acknowledged, not stored: ${said.text}`)
  for (const { client } of places) if (client.waiting > 0) lost.push(`${client.waiting} never acknowledged`)
  const texts = new Map<string, number>()
  for (const { text } of rows) texts.set(text, (texts.get(text) ?? 0) + 1)
  for (const [text, times] of texts) if (times > 1) doubled.push(`${text} is stored ${times} times`)
  for (const { client } of places)
    for (const text of client.composed) if (!texts.has(text)) lost.push(`composed, not stored: ${text}`)
  for (const chat of chats) {
    const known = stored.get(chat.id) ?? []
    if (known.some((row, at) => row.number !== at + 1)) disordered.push(`numbers of ${chat.id} have gaps`)
    for (const { client, personId } of places)
      if (hasMember(chat, personId)) compare({ known, chat, client }, { lost, doubled, disordered })
  }
  for (const { client } of places) disordered.push(...client.log.violations)
  disordered.push(...(await gapsInFrames(owner)))
  return { acknowledged: acknowledged.length, stored: rows.length, lost, doubled, disordered }
}

interface Row {
  readonly id: string
  readonly text: string
  readonly number: number
}

interface Compared {
  readonly known: readonly Row[]
  readonly chat: CrowdChat
  readonly client: DeliveryClient
}

function compare({ known, chat, client }: Compared, out: Pick<Delivered, 'lost' | 'doubled' | 'disordered'>): void {
  const seen = client.log.seen.get(chat.id) ?? []
  const missing = known.filter((row) => !client.log.texts.has(row.id))
  if (missing.length > 0) out.lost.push(`${missing.length} of ${chat.id} not seen, first number ${missing[0]?.number}`)
  if (new Set(seen).size !== seen.length) out.doubled.push(`seen twice in ${chat.id}`)
  const order = known.filter((row) => client.log.texts.has(row.id)).map((row) => row.id)
  if (order.some((id, at) => seen[at] !== id)) out.disordered.push(`seen in another order in ${chat.id}`)
}

const hasMember = (chat: CrowdChat, personId: string) => chat.members.some((member) => member.personId === personId)

async function storedOf(owner: pg.Pool, chats: readonly CrowdChat[]): Promise<Map<string, Row[]>> {
  const { rows } = await owner.query<{ id: string; chat_id: string; text: string; number: string }>(
    'select id, chat_id, text, number from chats.message where chat_id = any($1) order by chat_id, number',
    [chats.map((chat) => chat.id)],
  )
  const stored = new Map<string, Row[]>(chats.map((chat) => [chat.id, []]))
  for (const row of rows) stored.get(row.chat_id)?.push({ id: row.id, text: row.text, number: Number(row.number) })
  return stored
}

/** Numbers of topics that frames do not lead up to without gap. */
async function gapsInFrames(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select t.id from kernel.topic t left join kernel.frame f on f.topic = t.id
     group by t.id, t.seq having count(f.seq) <> t.seq or coalesce(max(f.seq), 0) <> t.seq`,
  )
  return rows.map((row) => `frames of ${row.id} have gaps`)
}
