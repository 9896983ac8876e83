/** What the slots of a conversation stand for: fixed once a conversation, so that all its lines agree. */
import { clockOf, dayOf, monthDayOf, schoolDayFrom, spokenDate, spokenWeekday, type DayNumber } from '../calendar.ts'
import { inCase, type Case, type Gender } from '../declension.ts'
import { petName } from '../name-stock.ts'
import type { Chance } from '../random.ts'
import type { ExamplePerson } from '../school.ts'
import { subjectsOf, type Subject } from '../subjects.ts'
import type { Words } from './expand.ts'
import { lost, lostInWinter, places } from './things.ts'

/** Somebody who speaks, with the child that makes him speak here. */
export interface Voice {
  readonly person: ExamplePerson
  readonly child: ExamplePerson | null
}

export interface Scene {
  readonly luck: Chance
  readonly at: number
  /** «7Б» as the class was called then; empty where there is no class. */
  readonly className: string
  readonly grade: number
  readonly pupils: readonly ExamplePerson[]
  readonly staff: readonly ExamplePerson[]
  /** Who speaks under a letter. */
  voice(letter: string): Voice
}

interface Facts {
  readonly days: readonly [DayNumber, DayNumber]
  readonly subject: Subject
  readonly other: Subject
  readonly pupil: ExamplePerson | undefined
  readonly pupil2: ExamplePerson | undefined
  readonly plain: Record<string, string>
  /** Words with cases: nominative, genitive, dative, accusative, instrumental. */
  readonly teacher: ExamplePerson
}

/** The words of one line, said by `speaker`, within the facts of its conversation. */
export function wordsOf(scene: Scene, facts: Facts, speaker: Voice): Words {
  const personOf = (key: string): Voice => (key === 'me' ? speaker : scene.voice(key))
  return {
    gender: (whose) => {
      if (whose === '') return speaker.person.gender
      if (whose === 'c') return childOf(speaker).gender
      if (whose === 'p') return facts.pupil?.gender ?? 'm'
      if (whose === 'q') return facts.pupil2?.gender ?? 'm'
      if (whose === 't') return facts.teacher.gender
      return whose.endsWith('c') ? childOf(personOf(whose.slice(0, -1))).gender : personOf(whose).person.gender
    },
    slot: ([key = '', ...rest]) => {
      if (key === 'child') return nameOf(childOf(speaker), rest[0])
      if (key === 'teacher') return nameOf(facts.teacher, rest[0])
      if (key === 'pupil' || key === 'pupil2') return nameOf(facts[key] ?? speaker.person, rest[0])
      if (/^[A-Z]$/.test(key) || key === 'me') {
        return rest[0] === 'child' ? nameOf(childOf(personOf(key)), rest[1]) : nameOf(personOf(key).person, rest[0])
      }
      return plainSlot(scene, facts, [key, ...rest])
    },
  }
}

function childOf(voice: Voice): ExamplePerson {
  if (!voice.child) throw new Error(`${voice.person.surname} has no child in this chat`)
  return voice.child
}

/** Staff by name and patronymic, pupils by what they are called at home, parents by first name. */
function nameOf(person: ExamplePerson, wanted: string | undefined): string {
  const isStaff = person.position !== null
  const first = person.roles.includes('pupil') ? petName(person.name) : person.name
  const bent = (word: string) => (isCase(wanted) ? inCase(word, genderIn(person), wanted) : word)
  return isStaff && person.patronymic ? `${bent(first)} ${bent(person.patronymic)}` : bent(first)
}

const genderIn = (person: ExamplePerson): Gender => person.gender
const isCase = (text: string | undefined): text is Case =>
  text !== undefined && 'gdai'.includes(text) && text.length === 1

const subjectForms = { a: 'accusative', d: 'by', g: 'of' } as const

function plainSlot(scene: Scene, facts: Facts, [key = '', form = '']: readonly string[]): string {
  if (key === 'subject' || key === 'other') {
    const subject = facts[key]
    return form === 'a' || form === 'd' || form === 'g' ? subject[subjectForms[form]] : subject.name
  }
  const [near, next] = facts.days
  if (key === 'date') return spokenDate(near)
  if (key === 'date2') return spokenDate(next)
  if (/^(is|on|till|of|by)Day2?$/.test(key)) {
    const wanted = key.replace(/Day2?$/, '') as 'is' | 'on' | 'till' | 'of' | 'by'
    return spokenWeekday(key.endsWith('2') ? next : near, wanted)
  }
  const plain = facts.plain[key === 'class' ? 'class' : key]
  if (plain === undefined) throw new Error(`no slot $${key}`)
  return plain
}

export function factsOf(scene: Scene): Facts {
  const { luck, grade } = scene
  const near = schoolDayFrom(dayOf(scene.at) + luck.int(2, 6))
  const next = schoolDayFrom(near + luck.int(1, 3))
  const [subject, other] = luck.shuffled(subjectsOf(grade || 8))
  const [one, two] = twoOf(luck, scene.pupils)
  if (!subject || !other) throw new Error(`no subjects in grade ${grade}`)
  return {
    days: [near, next],
    subject,
    other,
    pupil: one,
    pupil2: two,
    teacher: teacherOf(scene, subject),
    plain: plainFacts(scene, luck),
  }
}

function twoOf<T>(luck: Chance, from: readonly T[]): readonly [T | undefined, T | undefined] {
  if (from.length < 2) return [from[0], undefined]
  const first = luck.int(0, from.length - 1)
  return [from[first], from[(first + luck.int(1, from.length - 1)) % from.length]]
}

function teacherOf(scene: Scene, subject: Subject): ExamplePerson {
  const found = scene.staff.filter((one) => one.position?.endsWith(subject.teacher))
  return scene.luck.pick(found.length > 0 ? found : scene.staff)
}

function plainFacts(scene: Scene, luck: Chance): Record<string, string> {
  const page = luck.int(12, 186)
  const exercise = luck.int(41, 640)
  return {
    class: scene.className,
    room: String(luck.int(1, 3) * 100 + luck.int(1, 24)),
    room2: String(luck.int(1, 3) * 100 + luck.int(1, 24)),
    page: String(page),
    page2: String(page + 1),
    ex: String(exercise),
    ex2: String(exercise + luck.int(1, 4)),
    par: String(luck.int(3, 48)),
    par2: String(luck.int(3, 48)),
    rub: String(luck.int(4, 18) * 50),
    degrees: String(luck.int(14, 26)),
    hour: `${luck.int(9, 15)}:${luck.pick(['00', '15', '30', '45'])}`,
    late: `${luck.int(17, 19)}:${luck.pick(['00', '30'])}`,
    lesson: String(luck.int(2, 6)),
    years: String(luck.int(5, 9)),
    few: String(luck.int(5, 9)),
    many: String(luck.int(18, 27)),
    grade: String(scene.grade),
    class2: `${luck.int(5, 10)}${luck.pick(['А', 'Б', 'В'])}`,
    class3: `${luck.int(5, 10)}${luck.pick(['А', 'Б', 'В'])}`,
    lost: luck.pick(isCold(scene.at) ? [...lost, ...lostInWinter] : lost),
    hi: greeting(clockOf(scene.at)),
    place: luck.pick(places),
    museum: luck.pick(scene.grade > 0 && scene.grade < 6 ? [...museums, ...museumsOfSmall] : museums),
    park: luck.pick(parks),
  }
}

const museums = [
  'в краеведческий музей',
  'в картинную галерею',
  'в Музей тверского быта',
  'в планетарий',
  'в ТЮЗ',
  'в Торжок',
  'на хлебозавод',
  'в Клин, в дом-музей Чайковского',
]
const museumsOfSmall = ['в театр кукол', 'в пожарную часть', 'в ботанический сад', 'на фабрику игрушек']
const parks = [
  'в Городском саду',
  'в парке Победы',
  'у Речного вокзала',
  'на набережной',
  'в Ботаническом саду',
  'в Берёзовой роще',
]

const isCold = (at: number): boolean => monthDayOf(dayOf(at)) > 1010 || monthDayOf(dayOf(at)) < 410

function greeting(minutes: number): string {
  if (minutes < 11 * 60) return 'Доброе утро'
  return minutes < 17 * 60 ? 'Добрый день' : 'Добрый вечер'
}
