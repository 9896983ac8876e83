import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type World } from '#server/testing/world.ts'
import { fillExample } from './fill-example.ts'

let world: World

before(async () => {
  world = await createWorld()
  await fillExample(world.urls, world.config, Date.parse('2026-11-25T11:00:00Z'))
})
after(() => world.close())

async function count(sql: string): Promise<number> {
  const { rows } = await world.owner.query<{ count: string }>(`select count(*) from ${sql}`)
  return Number(rows[0]?.count)
}

test('the whole school is written', async () => {
  assert.equal(await count('classes.class'), 33)
  assert.equal(await count(`people.role where role = 'pupil'`), 904)
  assert.equal(await count(`people.role where role = 'parent'`), 1412)
  assert.equal(await count(`(select distinct person_id from people.role where role not in ('pupil', 'parent')) t`), 70)
  assert.equal(await count('chats.chat'), 200)
  assert.equal(await count('chats.message'), 20_000)
})

const impossible = {
  'a chat counts its messages wrongly':
    'chats.chat c where c.last <> (select max(number) from chats.message m where m.chat_id = c.id)',
  'a chat counts its members wrongly':
    'chats.chat c where c.members <> (select count(*) from chats.member m where m.chat_id = c.id and m.active)',
  'numbers of messages have a gap':
    'chats.chat c where c.last <> (select count(*) from chats.message m where m.chat_id = c.id)',
  'somebody has read more than there is': 'chats.member m join chats.chat c on c.id = m.chat_id where m.read > c.last',
  'an author is no member':
    'chats.message n where not exists (select from chats.member m where m.chat_id = n.chat_id and m.person_id = n.author_id)',
  'a member has no ground':
    'chats.member m where not exists (select from chats.ground g where g.chat_id = m.chat_id and g.person_id = m.person_id)',
  'somebody who has never entered has read':
    'chats.member m join people.person p on p.id = m.person_id where p.account_id is null and m.read > 0',
  'the readers who are furthest are not the furthest': `chats.chat c, jsonb_array_elements(c.read_top) t
     where (select count(*) from chats.member m where m.chat_id = c.id and m.read > (t->>'number')::bigint) > 1`,
  'a pupil has no class': `people.role r where r.role = 'pupil'
     and not exists (select from classes.enrolment e where e.person_id = r.person_id and e.until is null)`,
  'a parent has no child': `people.role r where r.role = 'parent'
     and not exists (select from people.kinship k where k.parent_id = r.person_id)`,
  'a pupil misses the chat of the class': `classes.enrolment e join chats.chat c on c.class_id = e.class_id and c.kind = 'class'
     where not exists (select from chats.member m where m.chat_id = c.id and m.person_id = e.person_id)`,
  'a parent misses the chat of the parents': `people.kinship k join classes.enrolment e on e.person_id = k.child_id
     join chats.chat c on c.class_id = e.class_id and c.kind = 'parents'
     where not exists (select from chats.ground g where g.chat_id = c.id and g.person_id = k.parent_id and g.ref = k.child_id)`,
  'a card says a class that is not the pupil’s': `chats.member m join people.person p on p.id = m.person_id
     where p.class_name is not null and m.card->>'label' <> p.class_name`,
  'a class counts its requests wrongly': `classes.class c where c.requests <>
     (select count(*) from invites.request r where r.class_id = c.id and r.state = 'waiting')`,
  'a row belongs to another school': `people.person where school_id <> (select id from schools.school)`,
  'somebody has a phone': 'accounts.phone',
}

for (const [fault, sql] of Object.entries(impossible)) {
  test(`never: ${fault}`, async () => assert.equal(await count(sql), 0))
}
