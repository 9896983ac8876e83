/** The year of every chat: which talk belongs where, how much is said, and numbers, answers, corrections. */
import { tellYear, type Year } from './chat-history.ts'
import type { Families } from './families.ts'
import type { Utterance } from './conversation.ts'
import { day, minute } from './calendar.ts'
import type { Chance } from './random.ts'
import type { ExampleChat, ExampleClass, ExampleMessage, ExamplePerson } from './school.ts'
import { shownTalk } from './shown-talk.ts'
import { readScripts, type Script } from './talk/script.ts'
import type { Voice } from './talk/slots.ts'

const messagesInAll = 20_000

export interface Town {
  readonly luck: Chance
  readonly now: number
  readonly staff: readonly ExamplePerson[]
  readonly classes: readonly ExampleClass[]
  readonly families: Families
  readonly chats: readonly ExampleChat[]
}

interface Plan {
  readonly chat: ExampleChat
  readonly year: Omit<Year, 'count'>
  /** What is told word for word at the chat's end. */
  readonly shown: readonly Utterance[]
  readonly weight: number
}

export function tellHistories(town: Town): ExampleMessage[] {
  const people = new Map([...town.staff, ...town.families.pupils, ...town.families.parents].map((one) => [one.id, one]))
  const plans = town.chats.map((chat) => planOf(town, chat, people))
  const shown = plans.reduce((sum, plan) => sum + plan.shown.length, 0)
  const counts = share(
    messagesInAll - shown,
    plans.map((plan) => plan.weight),
  )
  return plans.flatMap((plan, index) => {
    const told = [...tellYear({ ...plan.year, count: counts[index] ?? 0 }), ...plan.shown]
    return written(town.luck.fork(`writing ${plan.chat.id}`), plan, told)
  })
}

const talk = {
  staffroom: () => readScripts('./staffroom.txt'),
  'school-channel': () => readScripts('./school-channel.txt'),
  'staff-channel': () => readScripts('./staff-channel.txt'),
  junior: () => readScripts('./class-junior.txt'),
  class: () => readScripts('./class.txt'),
  parents: () => readScripts('./parents.txt'),
  home: () => readScripts('./direct-home.txt'),
  colleagues: () => readScripts('./direct-staff.txt'),
  office: () => readScripts('./direct-office.txt'),
}
const read = new Map<keyof typeof talk, Script[]>()

function scriptsOf(kind: keyof typeof talk): Script[] {
  const known = read.get(kind) ?? talk[kind]()
  read.set(kind, known)
  return known
}

function planOf(town: Town, chat: ExampleChat, people: ReadonlyMap<string, ExamplePerson>): Plan {
  const luck = town.luck.fork(`chat ${chat.id}`)
  const members = chat.members.map(({ personId }) => people.get(personId)).filter((one) => one !== undefined)
  const of = town.classes.find((one) => one.id === chat.classId)
  const present = members.filter((one) => one.entered)
  const kind = talkOf(chat, of, present)
  const shown = shownTalk(town, { chat, members: present, className: of?.name ?? '' })
  const pupils = of ? town.families.pupils.filter((one) => of.pupilIds.includes(one.id) && one.entered) : []
  const { offices, turns } = cast(town, { chat, present, kind })
  const until = shown[0] ? shown[0].at - day / 2 : endOf(town, chat, present)
  return {
    chat,
    shown,
    weight: weightOf(luck, chat, town.now),
    year: {
      luck,
      scripts: scriptsOf(kind),
      from: chat.createdAt,
      until,
      grade: of?.grade ?? 0,
      letter: of?.letter ?? '',
      stage: { pupils, staff: town.staff.filter((one) => one.teacherStatus === 'confirmed'), offices, turns },
    },
  }
}

/** Direct chats of people whose lists the pictures show rest for some days: those told word for word stand on top. */
function endOf(town: Town, chat: ExampleChat, members: readonly ExamplePerson[]): number {
  const isShown = members.some((one) => shownPeople.has(`${one.surname} ${one.name}`))
  return chat.kind === 'direct' && isShown ? town.now - 7 * day : town.now
}

const shownPeople = new Set(['Круглова Елена', 'Щербакова Ольга'])

function talkOf(chat: ExampleChat, of: ExampleClass | undefined, members: readonly ExamplePerson[]): keyof typeof talk {
  if (chat.kind === 'class') return (of?.grade ?? 5) <= 4 ? 'junior' : 'class'
  if (chat.kind !== 'direct') return chat.kind
  if (members.every((one) => one.position !== null)) return 'colleagues'
  return members.some((one) => one.roles.includes('director') || one.roles.includes('deputy')) ? 'office' : 'home'
}

interface Casting {
  readonly chat: ExampleChat
  readonly present: readonly ExamplePerson[]
  readonly kind: keyof typeof talk
}

/** Who may speak under which letter of the talk files. */
function cast(town: Town, { chat, present, kind }: Casting): Pick<Year['stage'], 'offices' | 'turns'> {
  const alone = (person: ExamplePerson): Voice => ({ person, child: null })
  const holding = (words: RegExp) => present.filter((one) => words.test(one.position ?? '')).map(alone)
  const role = (name: 'admin' | 'director') => present.filter((one) => one.roles.includes(name)).map(alone)
  const offices = new Map<string, readonly Voice[]>([
    ['R', role('director')],
    ['V', holding(/^заместитель/).slice(0, 3)],
    ['Z', role('admin')],
    ['H', holding(/психолог/)],
    ['L', holding(/библиот/)],
    ['S', holding(/^секретарь/)],
    ['N', holding(/организатор$|советник/)],
    ['I', holding(/^инженер/)],
  ])
  if (kind === 'office') offices.set('V', present.filter((one) => one.position !== null).map(alone))
  if (chat.kind === 'class' || chat.kind === 'parents' || kind === 'home') {
    const lead = chat.members.find((one) => one.standing === 'staff')?.personId
    offices.set('C', present.filter((one) => one.id === lead).map(alone))
    const others = chat.members.filter((one) => one.standing !== 'staff').map((one) => one.personId)
    const turns = present
      .filter((one) => others.includes(one.id))
      .map((person) => ({ person, child: childOf(town, chat, person) }))
    return { offices, turns }
  }
  if (kind === 'school-channel' || kind === 'staff-channel') return { offices, turns: [] }
  const turns = kind === 'staffroom' ? holding(/^(учитель|преподаватель|педагог д)/) : present.map(alone)
  return { offices, turns: kind === 'office' ? present.filter((one) => one.position === null).map(alone) : turns }
}

/** The child for whose sake a parent speaks here: of the chat's class, or of the class teacher's. */
function childOf(town: Town, chat: ExampleChat, person: ExamplePerson): ExamplePerson | null {
  const of = town.classes.filter(
    (one) => one.id === chat.classId || chat.members.some((member) => member.personId === one.curatorId),
  )
  const mine = town.families.kinships.filter((one) => one.parentId === person.id).map((one) => one.childId)
  const found = town.families.pupils.find(
    (one) => mine.includes(one.id) && of.some((room) => room.pupilIds.includes(one.id)),
  )
  return found ?? town.families.pupils.find((one) => mine.includes(one.id)) ?? null
}

const talkativeness = {
  staffroom: 480,
  'school-channel': 70,
  'staff-channel': 50,
  class: 180,
  parents: 285,
  direct: 27,
}

/** How many messages a chat gets, in proportion; young chats have less behind them. */
function weightOf(luck: Chance, chat: ExampleChat, now: number): number {
  const age = Math.min(1, (now - chat.createdAt) / (330 * day))
  const young = chat.kind === 'direct' ? 1 : Math.max(0.05, age)
  return talkativeness[chat.kind] * young * (0.7 + luck.next() * 0.6)
}

/** Whole shares of a total in proportion to weights: largest remainders, at least two each. */
function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + one, 0)
  const exact = weights.map((one) => 2 + ((total - 2 * weights.length) * one) / sum)
  const whole = exact.map(Math.floor)
  const order = exact.map((one, index) => ({ index, rest: one - Math.floor(one) })).toSorted((a, b) => b.rest - a.rest)
  const missing = total - whole.reduce((all, one) => all + one, 0)
  for (const { index } of order.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1
  return whole
}

/** Gives numbers and ids; a few messages are corrected, a few taken back. */
function written(luck: Chance, { chat, shown }: Plan, told: readonly Utterance[]): ExampleMessage[] {
  const ids = new Map(told.map((one) => [one, luck.idAt(one.at)]))
  const answered = new Set(told.map((one) => one.answers))
  chat.last = told.length
  return told.map((one, index) => {
    const isShown = shown.includes(one)
    const isTakenBack = !isShown && !answered.has(one) && index > 0 && luck.maybe(0.008)
    const isCorrected = !isShown && !isTakenBack && luck.maybe(0.015) && index < told.length - 3
    return {
      id: ids.get(one) ?? '',
      chatId: chat.id,
      number: index + 1,
      authorId: one.author.id,
      text: isTakenBack ? '' : one.text,
      at: one.at,
      replyTo: one.answers ? (ids.get(one.answers) ?? null) : null,
      editedAt: isCorrected ? one.at + luck.int(1, 9) * minute : null,
      deleted: isTakenBack ? 'author' : null,
    }
  })
}
