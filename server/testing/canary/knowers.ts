/** Who may know a text or a name of a test's world, read from its tables past row-level security. */
import type pg from 'pg'
import type { Hearer, Named } from './canaries.ts'

/** An invitation shows the name on it to whoever holds it. */
const bearerCalls = new Set(['invites.look', 'invites.redeem'])
/** Administrators are named to the operator, who lets them in, and to those who wait for them. */
const administratorCalls = new Set(['accounts.smsOutbox', 'invites.mine'])

export class Knowers {
  private readonly schools = new Map<string, string>()
  private readonly owner: pg.Pool

  constructor(owner: pg.Pool) {
    this.owner = owner
  }

  /** Members, and those who ceased to be it while the output was under way. */
  async isMember({ personId, at }: Hearer, chatIds: readonly string[]): Promise<boolean> {
    if (!personId || chatIds.length === 0) return false
    const { rowCount } = await this.owner.query(
      `select from chats.member m where m.person_id = $1 and m.chat_id = any($2::uuid[])
         and (m.active or exists (select from kernel.frame f where f.topic = 'person:' || $1 and f.at >= $3
              and f.ops @> jsonb_build_array(jsonb_build_array('leave', 'chat:' || m.chat_id))))`,
      [personId, chatIds, at],
    )
    return (rowCount ?? 0) > 0
  }

  /** People of one school know each other's names: all are in its channel. Others only their own and their children's. */
  async mayKnowName(hearer: Hearer, named: Named): Promise<boolean> {
    if (hearer.personId && (await this.schoolOf(hearer.personId)) === named.schoolId) return true
    if (bearerCalls.has(hearer.where)) return true
    if (administratorCalls.has(hearer.where) && (await this.isAdministrator(named.personId))) return true
    return hearer.sessionHash !== null && (await this.isOwn(hearer.sessionHash, named.personId))
  }

  private async schoolOf(personId: string): Promise<string | undefined> {
    const known = this.schools.get(personId)
    if (known) return known
    const { rows } = await this.owner.query<{ school_id: string }>(
      'select school_id from people.person where id = $1',
      [personId],
    )
    if (rows[0]) this.schools.set(personId, rows[0].school_id)
    return rows[0]?.school_id
  }

  private async isAdministrator(personId: string): Promise<boolean> {
    const { rowCount } = await this.owner.query(`select from people.role where person_id = $1 and role = 'admin'`, [
      personId,
    ])
    return (rowCount ?? 0) > 0
  }

  /** Of an account of this browser, of one with the same phone (one chooses by name), or a child of these. */
  private async isOwn(sessionHash: Buffer, personId: string): Promise<boolean> {
    const { rowCount } = await this.owner.query(
      `with mine as (
         select account_id from accounts.session_account where session_hash = $1
       ), phones as (
         select hash from accounts.phone where account_id in (select account_id from mine)
         union select phone_hash from accounts.verified_phone where session_hash = $1
         union select phone_hash from accounts.phone_code where session_hash = $1 and used_at is not null
       ), persons as (
         select id from people.person where account_id in (
           select account_id from mine union select account_id from accounts.phone where hash in (select hash from phones))
       )
       select from persons where id = $2
       union all select from people.kinship where child_id = $2 and parent_id in (select id from persons)`,
      [sessionHash, personId],
    )
    return (rowCount ?? 0) > 0
  }
}
