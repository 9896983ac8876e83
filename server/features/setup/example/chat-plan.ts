/** Two hundred chats: Учительская, two channels, 33 of classes, 33 of parents, 131 between two adults. */
import { day, dayAt, dayOf, instantOf, schoolYearOf } from './calendar.ts'
import type { Families } from './families.ts'
import type { Chance } from './random.ts'
import type { ExampleChat, ExampleClass, ExampleMember, ExamplePerson, Standing } from './school.ts'

const directChats = 131

export interface Town {
  readonly luck: Chance
  readonly now: number
  readonly staff: readonly ExamplePerson[]
  readonly classes: readonly ExampleClass[]
  readonly families: Families
}

export function planChats(town: Town): ExampleChat[] {
  const start = town.now - 365 * day
  const everybody = [...new Set([...town.staff, ...town.families.pupils, ...town.families.parents])]
  const school = town.staff.map((one) =>
    seat(one, { standing: 'staff', why: 'staff', joinedAt: start, leads: leads(one) }),
  )
  const all = everybody.map((one) =>
    seat(one, { standing: standingOf(one), why: 'school', joinedAt: start, leads: leads(one) }),
  )
  return [
    newChat(town, { kind: 'staffroom', createdAt: start, members: school }),
    newChat(town, { kind: 'school-channel', createdAt: start, members: all }),
    newChat(town, { kind: 'staff-channel', createdAt: start, members: school.map((one) => ({ ...one })) }),
    ...town.classes.flatMap((one) => chatsOfClass(town, one)),
    ...planDirect(town).map(([left, right]) => directChat(town, left, right)),
  ]
}

/** Whom the table of rights lets keep order in the school's chats. */
const leads = (person: ExamplePerson): boolean => person.roles.includes('admin')

const standingOf = (person: ExamplePerson): Standing =>
  person.roles.includes('pupil') ? 'pupil' : person.position === null ? 'parent' : 'staff'

interface Seat {
  readonly standing: Standing
  readonly why: ExampleMember['why']
  readonly joinedAt: number
  readonly leads?: boolean
  readonly addedBy?: string
}

function seat(person: ExamplePerson, as: Seat): ExampleMember {
  const { standing, why, joinedAt } = as
  return {
    personId: person.id,
    standing,
    moderator: as.leads ?? false,
    why,
    addedBy: as.addedBy ?? null,
    joinedAt,
    read: 0,
  }
}

type Draft = Pick<ExampleChat, 'kind' | 'createdAt' | 'members'> & Partial<Pick<ExampleChat, 'classId'>>

function newChat(town: Town, draft: Draft): ExampleChat {
  return { id: town.luck.idAt(draft.createdAt), classId: null, last: 0, ...draft }
}

/** First, fifth and tenth classes were put together in August; the others have a year behind them. */
function bornAt(town: Town, grade: number): number {
  const today = dayOf(town.now)
  if (![1, 5, 10].includes(grade)) return town.now - 365 * day
  return instantOf(Math.min(dayAt(schoolYearOf(today), 825), today - 60), 9 * 60)
}

function chatsOfClass(town: Town, of: ExampleClass): ExampleChat[] {
  const createdAt = bornAt(town, of.grade)
  const lead = leaderOf(town, of)
  const pupils = town.families.pupils.filter((one) => of.pupilIds.includes(one.id))
  const wanted = new Set(of.pupilIds)
  const kin = new Set(town.families.kinships.filter((one) => wanted.has(one.childId)).map((one) => one.parentId))
  const parents = [...new Set(town.families.parents)].filter((one) => kin.has(one.id) && one !== lead.person)
  const guests = of.name === '7Б' ? [findStaff(town, 'Дорохова')] : []
  const head = seat(lead.person, { ...lead.as, joinedAt: createdAt })
  const byHand = { standing: 'staff', why: 'by-hand', joinedAt: createdAt + 20 * day, addedBy: lead.person.id } as const
  return [
    newChat(town, {
      kind: 'class',
      classId: of.id,
      createdAt,
      members: [head, ...pupils.map((one) => seat(one, { standing: 'pupil', why: 'roster', joinedAt: createdAt }))],
    }),
    newChat(town, {
      kind: 'parents',
      classId: of.id,
      createdAt,
      members: [
        { ...head },
        ...guests.map((one) => seat(one, byHand)),
        ...parents.map((one) => seat(one, { standing: 'parent', why: 'kinship', joinedAt: createdAt })),
      ],
    }),
  ]
}

/** The class teacher; a class without one is kept by a deputy until somebody is named. */
function leaderOf(town: Town, of: ExampleClass): { person: ExamplePerson; as: Omit<Seat, 'joinedAt'> } {
  const curator = town.staff.find((one) => one.id === of.curatorId)
  if (curator) return { person: curator, as: { standing: 'staff', why: 'curator', leads: true } }
  const deputies = town.staff.filter((one) => one.roles.includes('deputy'))
  const deputy = (of.grade <= 4 ? deputies[0] : deputies[1]) ?? findStaff(town, 'Рощина')
  const admin = findStaff(town, 'Аксёнов')
  return { person: deputy, as: { standing: 'staff', why: 'by-hand', leads: true, addedBy: admin.id } }
}

export function findStaff(town: Pick<Town, 'staff'>, surname: string): ExamplePerson {
  const found = town.staff.find((one) => one.surname === surname)
  if (!found) throw new Error(`nobody at school is called ${surname}`)
  return found
}

function directChat(town: Town, left: ExamplePerson, right: ExamplePerson): ExampleChat {
  const createdAt = town.now - town.luck.int(150, 350) * day
  const members = [left, right].map((one) =>
    seat(one, { standing: standingOf(one), why: 'direct', joinedAt: createdAt }),
  )
  return newChat(town, { kind: 'direct', createdAt, members })
}

type Pair = readonly [ExamplePerson, ExamplePerson]

/** Who writes to whom: class teachers and parents, colleagues, parents and the administration; nobody else. */
function planDirect(town: Town): Pair[] {
  const parent = (surname: string, name: string) => {
    const found = town.families.parents.find((one) => one.surname === surname && one.name === name)
    if (!found) throw new Error(`no parent ${surname} ${name}`)
    return found
  }
  const [lead, admin, head] = [findStaff(town, 'Круглова'), findStaff(town, 'Аксёнов'), findStaff(town, 'Хасанов')]
  const [deputy, first, chemist] = [findStaff(town, 'Рощина'), findStaff(town, 'Пак'), findStaff(town, 'Дорохова')]
  const olga = parent('Щербакова', 'Ольга')
  const shown: Pair[] = [
    [lead, chemist],
    [lead, parent('Мельникова-Дорошенко', 'Ирина')],
    [lead, olga],
    [lead, parent('Синицын', 'Дмитрий')],
    [first, olga],
    [deputy, olga],
    [admin, head],
    [admin, lead],
    [head, deputy],
    [lead, findStaff(town, 'Ёлкин')],
    [lead, deputy],
  ]
  return unlike([...shown, ...withParents(town), ...colleagues(town)]).slice(0, directChats)
}

/** Two parents of each class teacher, and every seventh of these parents writes to a deputy too. */
function withParents(town: Town): Pair[] {
  const deputies = town.staff.filter((one) => one.roles.includes('deputy'))
  return town.classes.flatMap((of) => {
    const lead = town.staff.find((one) => one.id === of.curatorId)
    const kin = new Set(
      town.families.kinships.filter((one) => of.pupilIds.includes(one.childId)).map((one) => one.parentId),
    )
    const parents = town.families.parents.filter((one) => kin.has(one.id) && one.entered && one.position === null)
    const some = town.luck.shuffled(parents).slice(0, 3)
    const home = lead ? some.slice(0, 2).map((one): Pair => [lead, one]) : []
    const office = some
      .slice(2)
      .filter(() => town.luck.maybe(0.4))
      .map((one): Pair => [town.luck.pick(deputies), one])
    return [...home, ...office]
  })
}

function colleagues(town: Town): Pair[] {
  return Array.from({ length: directChats }, (): Pair => [town.luck.pick(town.staff), town.luck.pick(town.staff)])
}

function unlike(pairs: readonly Pair[]): Pair[] {
  const seen = new Set<string>()
  return pairs.filter(([left, right]) => {
    const key = [left.id, right.id].toSorted().join()
    const isNew = left !== right && !seen.has(key)
    seen.add(key)
    return isNew
  })
}
