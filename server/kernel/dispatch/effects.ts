/** What a call leaves behind besides rows: frames, facts, jobs, ledger lines, sessions to close. Collected, then stored. */
import type { Frame, Op } from '#contract/kernel/live.ts'
import type { Tx } from '#server/kernel/db/tx.ts'
import type { Actor, LiveDoor } from './ctx.ts'

export class Effects {
  readonly ops = new Map<string, Op[]>()
  readonly marked = new Set<string>()
  readonly jobs: { readonly name: string; readonly input: object }[] = []
  readonly ledger: { readonly subject: string; readonly detail?: object }[] = []
  readonly closing: Buffer[] = []

  get live(): LiveDoor {
    return {
      put: (topic, entity, value) => this.add(topic, ['put', entity.name, value as { id: string }]),
      drop: (topic, entity, id) => this.add(topic, ['drop', entity.name, id]),
      join: (personId, topic) => this.add(`person:${personId}`, ['join', topic]),
      leave: (personId, topic) => this.add(`person:${personId}`, ['leave', topic]),
      mark: (topic) => void this.marked.add(topic),
    }
  }

  /** A later put of the same entity replaces an earlier one: whole entities need no history within one frame. */
  private add(topic: string, op: Op): void {
    const ops = this.ops.get(topic) ?? []
    const id = keyOf(op)
    this.ops.set(topic, [...ops.filter((known) => keyOf(known) !== id), op])
  }

  /** Numbers and stores the frames; the topics' locks are taken here, last of all, in id order. */
  async storeFrames(tx: Tx): Promise<Frame[]> {
    if (this.ops.size === 0) return []
    const topics = [...this.ops.keys()].sort()
    const bodies = topics.map((topic) => JSON.stringify(this.ops.get(topic)))
    const rows = await tx.many<{ topic: string; seq: number }>`
      select topic, seq from kernel.put_frames(${topics}::text[], ${bodies}::jsonb[])`
    return rows.map((row) => ({ topic: row.topic, seq: row.seq, ops: this.ops.get(row.topic) ?? [] }))
  }

  async storeLedger(tx: Tx, actor: Actor, call: string): Promise<void> {
    for (const line of this.ledger) {
      await tx.run`insert into kernel.ledger (school_id, account_id, person_id, call, subject, detail)
        values (kernel.school(), ${actor.accountId}, ${actor.person?.id ?? null}, ${call}, ${line.subject},
                ${JSON.stringify(line.detail ?? {})}::jsonb)`
    }
  }

  async storeJobs(tx: Tx): Promise<void> {
    for (const { name, input } of this.jobs) {
      await tx.run`select graphile_worker.enqueue(${name}, ${JSON.stringify(input)}::json)`
    }
  }

  async readMarks(tx: Tx): Promise<Record<string, number>> {
    const topics = [...this.marked]
    const rows = await tx.many<{ topic: string; seq: number }>`
      select asked.topic, coalesce(known.seq, 0) as seq
      from unnest(${topics}::text[]) asked(topic) left join kernel.topic known on known.id = asked.topic`
    return Object.fromEntries(rows.map((row) => [row.topic, row.seq]))
  }
}

function keyOf(op: Op): string {
  if (op[0] === 'put') return `entity ${op[1]} ${op[2].id}`
  if (op[0] === 'drop') return `entity ${op[1]} ${op[2]}`
  return `topic ${op[1]}`
}
