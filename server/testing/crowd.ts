/** Many people with sessions in chats of any size, put into the tables in a few statements: for load, faults and figures. */
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { newId } from '#server/kernel/ids.ts'
import { hashOfCookie } from '#server/kernel/sessions/session-door.ts'

export interface Member {
  readonly personId: string
  readonly cookie: string
}

export interface CrowdChat {
  readonly id: string
  readonly members: readonly Member[]
}

export interface Crowd {
  readonly schoolId: string
  readonly people: readonly Member[]
  readonly chats: readonly CrowdChat[]
}

/** `sizes`: how many members each chat has. Chats share the same people, in turn, unless `isApart`. */
export async function gatherCrowd(owner: pg.Pool, sizes: readonly number[], isApart = false): Promise<Crowd> {
  const schoolId = newId()
  const count = isApart ? sizes.reduce((sum, size) => sum + size, 0) : Math.max(...sizes)
  const people = Array.from({ length: count }, () => ({
    personId: newId(),
    cookie: randomBytes(32).toString('base64url'),
  }))
  let next = 0
  const take = (size: number) => Array.from({ length: size }, () => people[next++ % count]!)
  const chats = sizes.map((size) => ({ id: newId(), members: take(size) }))
  await insertPeople(owner, schoolId, people)
  await insertChats(owner, schoolId, chats)
  await owner.query('analyze')
  return { schoolId, people, chats }
}

async function insertPeople(owner: pg.Pool, schoolId: string, people: readonly Member[]): Promise<void> {
  await owner.query(
    `insert into schools.school (id, name, short_name, inn, address, email, phone, time_zone, year)
     values ($1, 'Школа', 'Школа', $2, '-', '-', '-', 'Europe/Moscow', '2026/27')`,
    [schoolId, schoolId],
  )
  const accounts = people.map(() => newId())
  const persons = people.map((one) => one.personId)
  const hashes = people.map((one) => hashOfCookie(one.cookie))
  await owner.query('insert into accounts.account (id) select unnest($1::uuid[])', [accounts])
  await owner.query(
    `insert into accounts.session (hash, id, device, network) select unnest($1::bytea[]), unnest($2::uuid[]), '', ''`,
    [hashes, accounts],
  )
  await owner.query(
    'insert into accounts.session_account (session_hash, account_id) select unnest($1::bytea[]), unnest($2::uuid[])',
    [hashes, accounts],
  )
  await owner.query(
    `insert into people.person (id, school_id, account_id, surname, name)
     select p, $3, a, 'Участник', 'Имя' from unnest($1::uuid[], $2::uuid[]) as t(p, a)`,
    [persons, accounts, schoolId],
  )
  await owner.query(`insert into people.role (school_id, person_id, role) select $2, unnest($1::uuid[]), 'pupil'`, [
    persons,
    schoolId,
  ])
}

async function insertChats(owner: pg.Pool, schoolId: string, chats: readonly CrowdChat[]): Promise<void> {
  await owner.query(
    `insert into chats.chat (id, school_id, kind, name, members)
     select c, $3, 'class', 'Чат', n from unnest($1::uuid[], $2::int[]) as t(c, n)`,
    [chats.map((chat) => chat.id), chats.map((chat) => chat.members.length), schoolId],
  )
  const places = chats.flatMap((chat) => chat.members.map((member) => [chat.id, member.personId] as const))
  await owner.query(
    `insert into chats.member (chat_id, person_id, school_id, standing, card)
     select c, p, $3, 'pupil', jsonb_build_object('personId', p, 'name', 'Имя Участник', 'short', 'Имя',
       'listName', 'Участник Имя', 'label', '', 'seal', false, 'standing', 'pupil')
     from unnest($1::uuid[], $2::uuid[]) as t(c, p)`,
    [places.map(([chatId]) => chatId), places.map(([, personId]) => personId), schoolId],
  )
}
