import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { isCleanName } from '#contract/kernel/names.ts'
import { mayChangeOwn } from '#contract/chats.ts'
import { dayOf, day } from './calendar.ts'
import { generateExample } from './generate.ts'
import { stocks } from './name-stock.ts'
import type { ExamplePerson, ExampleSchool } from './school.ts'

const now = Date.parse('2026-11-25T11:00:00Z')

describe('the example school', () => {
  let school: ExampleSchool
  let byId: Map<string, ExamplePerson>
  const of = (role: string) => school.people.filter((one) => one.roles.some((held) => held === role))
  const named = (surname: string, name: string) => {
    const found = school.people.filter((one) => one.surname === surname && one.name === name)
    assert.equal(found.length, 1, `${surname} ${name}`)
    return found[0] as ExamplePerson
  }
  const classNamed = (name: string) => school.classes.find((one) => one.name === name)

  before(() => {
    school = generateExample({ seed: 'peremena', now })
    byId = new Map(school.people.map((one) => [one.id, one]))
  })

  test('has the people, classes, chats and messages that the first screen promises', () => {
    assert.equal(school.classes.length, 33)
    assert.equal(of('pupil').length, 904)
    assert.equal(of('parent').length, 1412)
    assert.equal(school.people.filter((one) => one.position !== null).length, 70)
    assert.equal(school.chats.length, 200)
    assert.equal(school.messages.length, 20_000)
  })

  test('is the same for the same seed and another for another', () => {
    assert.deepEqual(generateExample({ seed: 'peremena', now }), school)
    assert.notDeepEqual(generateExample({ seed: 'other', now }).people, school.people)
  })

  test('no id is used twice', () => {
    const ids = [...school.people, ...school.classes, ...school.chats, ...school.messages, ...school.requests].map(
      (one) => one.id,
    )
    assert.equal(new Set(ids).size, ids.length)
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('every name is one that a form would take', () => {
    for (const { surname, name, patronymic } of school.people) {
      for (const part of [surname, name, patronymic ?? 'нет'])
        assert.ok(isCleanName(part) && part === part.normalize('NFC'), part)
    }
  })

  test('surnames and patronymics agree with the person', () => {
    const unbending = new Set(stocks.filter((one) => !one.bends).flatMap((one) => one.surnames))
    for (const person of school.people) {
      const { surname, patronymic, gender } = person
      if (surname.split('-').some((half) => unbending.has(half))) continue
      const isFeminine = /(ова|ева|ёва|ина|ая)$/.test(surname)
      const isMasculine = /(ов|ев|ёв|[^аеёиоуыэюя]ин|ский|цкий|ый)$/.test(surname)
      assert.ok(gender === 'm' ? !isFeminine : !isMasculine, `${surname} ${person.name}`)
      if (!patronymic || patronymic.endsWith('.')) continue
      assert.match(patronymic, gender === 'm' ? /(ич|оглы)$/ : /(на|кызы)$/, `${surname} ${person.name} ${patronymic}`)
    }
  })

  test('brothers and sisters have one patronymic, and the father who came to school gave it', () => {
    for (const parent of new Set(school.kinships.map((one) => one.parentId))) {
      const children = school.kinships.filter((one) => one.parentId === parent)
      const fathers = new Set(
        children.map((one) =>
          byId
            .get(one.childId)
            ?.patronymic?.replace(/(ич|на)$/, '')
            .slice(0, 3),
        ),
      )
      assert.equal(fathers.size, 1)
    }
  })

  test('a pupil sits in one class, a parent has a child, a class has pupils', () => {
    const seats = school.classes.flatMap((one) => one.pupilIds)
    assert.deepEqual(
      seats.toSorted(),
      of('pupil')
        .map((one) => one.id)
        .toSorted(),
    )
    const parents = new Set(school.kinships.map((one) => one.parentId))
    assert.deepEqual(
      [...parents].toSorted(),
      of('parent')
        .map((one) => one.id)
        .toSorted(),
    )
    for (const one of school.classes) assert.ok(one.pupilIds.length >= 20 && one.pupilIds.length <= 31, one.name)
  })

  test('two classes wait for a class teacher, nobody leads two, and all who lead are confirmed teachers', () => {
    const free = school.classes.filter((one) => one.curatorId === null).map((one) => one.name)
    assert.deepEqual(free, ['1Г', '9В'])
    const leads = school.classes.flatMap((one) => one.curatorId ?? [])
    assert.equal(new Set(leads).size, 31)
    for (const id of leads) assert.equal(byId.get(id)?.teacherStatus, 'confirmed')
  })

  test('there are families with three children in three classes', () => {
    const byParent = Map.groupBy(school.kinships, (one) => one.parentId)
    const large = [...byParent.values()].filter((kin) => kin.length === 3)
    assert.ok(large.length >= 20)
    for (const kin of large) {
      const classes = kin.map(({ childId }) => school.classes.findIndex((one) => one.pupilIds.includes(childId)))
      assert.equal(new Set(classes).size, 3)
    }
  })

  test('the people of the pictures are there', () => {
    assert.deepEqual(named('Аксёнов', 'Павел').roles, ['admin', 'teacher'])
    assert.equal(classNamed('7Б')?.curatorId, named('Круглова', 'Елена').id)
    assert.ok(classNamed('7Б')?.pupilIds.includes(named('Щербаков', 'Лев').id))
    const children = school.kinships.filter((one) => one.parentId === named('Щербакова', 'Ольга').id)
    assert.deepEqual(
      children.map((one) => byId.get(one.childId)?.name),
      ['Лев', 'Ульяна', 'Михаил'],
    )
    assert.equal(classNamed('7Б')?.pupilIds.length, 26)
    const parents = school.kinships.filter((one) => classNamed('7Б')?.pupilIds.includes(one.childId))
    assert.equal(new Set(parents.map((one) => one.parentId)).size, 31)
  })

  test('names that break carelessly written screens occur', () => {
    const some = (test: (person: ExamplePerson) => boolean) => school.people.filter(test).length
    assert.ok(some((one) => one.surname.includes('-')) > 40)
    assert.ok(some((one) => /ё/i.test(one.surname + one.name)) > 100)
    assert.ok(some((one) => one.surname.length === 1) > 1)
    assert.ok(some((one) => /^.\.$/.test(one.patronymic ?? '')) > 1)
    assert.ok(some((one) => one.roles.includes('parent') && one.position !== null) > 1)
  })

  test('messages of a chat are numbered without gaps, in order of time, by members who have entered', () => {
    for (const chat of school.chats) {
      const members = new Map(chat.members.map((one) => [one.personId, one]))
      const messages = school.messages.filter((one) => one.chatId === chat.id)
      assert.equal(messages.length, chat.last)
      messages.forEach((one, index) => {
        assert.equal(one.number, index + 1)
        assert.ok(one.at >= (messages[index - 1]?.at ?? chat.createdAt) && one.at <= now, chat.kind)
        assert.ok(members.has(one.authorId) && byId.get(one.authorId)?.entered)
        assert.ok((one.text.trim() === '') === (one.deleted !== null))
        assert.equal(one.text, one.text.normalize('NFC'))
      })
    }
  })

  test('an answer answers an earlier message of its chat, and nobody answers what was taken back', () => {
    const all = new Map(school.messages.map((one) => [one.id, one]))
    const answers = school.messages.filter((one) => one.replyTo !== null)
    assert.ok(answers.length > 1000)
    for (const one of answers) {
      const answered = all.get(one.replyTo ?? '')
      assert.ok(answered && answered.chatId === one.chatId && answered.number < one.number && answered.deleted === null)
    }
  })

  test('what was said holds no sign of how it was made', () => {
    for (const { text } of school.messages) assert.doesNotMatch(text, /[{}[\]|$]|undefined|null|\s,|\s{3,}/, text)
  })

  test('nobody writes at night, and corrections come within the time that the rules allow', () => {
    for (const one of school.messages) {
      const hour = new Date(one.at + 3 * 3_600_000).getUTCHours()
      assert.ok(hour >= 6 && hour <= 23, `${hour}: ${one.text}`)
      if (one.editedAt === null) continue
      assert.ok(one.editedAt > one.at && one.editedAt <= now)
      assert.ok(mayChangeOwn({ personId: one.authorId, standing: 'pupil' }, one, one.editedAt))
    }
  })

  test('direct chats exist between adults only, and no pupil is in a parents chat', () => {
    for (const chat of school.chats) {
      const standings = chat.members.map((one) => one.standing)
      if (chat.kind === 'direct')
        assert.ok(standings.length === 2 && standings.includes('staff') && !standings.includes('pupil'))
      if (chat.kind === 'parents' || chat.kind === 'staffroom') assert.ok(!standings.includes('pupil'))
      if (chat.kind === 'class') assert.ok(!standings.includes('parent'))
    }
  })

  test('nobody has read more than there is, and lists look alive', () => {
    for (const chat of school.chats) {
      for (const one of chat.members) assert.ok(one.read >= 0 && one.read <= chat.last)
    }
    const unreadOf = (id: string) =>
      school.chats.flatMap((chat) => chat.members.filter((one) => one.personId === id && one.read < chat.last))
    assert.equal(unreadOf(named('Круглова', 'Елена').id).length, 4)
    assert.equal(unreadOf(named('Щербакова', 'Ольга').id).length, 3)
  })

  test('the parents of 7Б end their talk as the picture shows', () => {
    const chat = school.chats.find((one) => one.kind === 'parents' && one.classId === classNamed('7Б')?.id)
    const last = school.messages.filter((one) => one.chatId === chat?.id).slice(-3)
    assert.deepEqual(
      last.map((one) => one.text),
      ['Мы едем! Если нужен второй взрослый, могу помочь.', 'Полис отправил вам лично.', 'А во сколько собираемся?'],
    )
    assert.equal(dayOf(last[2]?.at ?? 0), dayOf(now))
  })

  test('it can be made on any day of the year', () => {
    for (let at = now; at < now + 365 * day; at += 91 * day) {
      assert.equal(generateExample({ seed: 'any day', now: at }).messages.length, 20_000)
    }
  })
})
