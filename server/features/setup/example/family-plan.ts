/** Which families there are, before anybody has a name: who sits in which class, how many parents came to the school. */
import type { Chance } from './random.ts'
import type { ExampleClass, ExampleKinship } from './school.ts'

export type Kin = ExampleKinship['kin']

export interface FamilyPlan {
  readonly children: readonly {
    readonly className: string
    /** «Щербаков Лев Алексеевич»; without it a name is found. */
    readonly who?: string
  }[]
  /** `who` of a parent who works at the school is that person. */
  parents: readonly { readonly kin: Kin; readonly who?: string }[]
}

const parentsInAll = 1412
const withoutParents = 28
const threes = 23
const twos = 70
const twins = 8

const child = (className: string, who: string) => ({ className, who })
const mother = (who: string) => ({ kin: 'mother', who }) as const
const father = (who: string) => ({ kin: 'father', who }) as const

const known: readonly FamilyPlan[] = [
  {
    children: [
      child('7Б', 'Щербаков Лев Алексеевич'),
      child('3А', 'Щербакова Ульяна Алексеевна'),
      child('1А', 'Щербаков Михаил Алексеевич'),
    ],
    parents: [mother('Щербакова Ольга Игоревна')],
  },
  {
    children: [child('7Б', 'Бикбулатова Алина Рустамовна')],
    parents: [mother('Бикбулатова Гузель Маратовна'), father('Бикбулатов Рустам Фаритович')],
  },
  { children: [child('7Б', 'Волков Егор Денисович')], parents: [] },
  {
    children: [child('7Б', 'Воронцова-Дашкова Аглая Кирилловна')],
    parents: [mother('Воронцова-Дашкова Инна Львовна')],
  },
  {
    children: [child('7Б', 'Гаврилов Артём Сергеевич')],
    parents: [mother('Гаврилова Ольга Петровна'), { kin: 'other', who: 'Гаврилова Нина Ивановна' }],
  },
  { children: [child('7Б', 'Ёлкин Матвей Романович')], parents: [father('Ёлкин Роман Олегович')] },
  { children: [child('7Б', 'Ким Яна Викторовна')], parents: [mother('Пак Ен Хи')] },
  { children: [child('7Б', 'Козлов Никита Андреевич')], parents: [mother('Козлова Дарья Олеговна')] },
  {
    children: [child('7Б', 'Мельников-Дорошенко Тимофей Ильич')],
    parents: [mother('Мельникова-Дорошенко Ирина Юрьевна')],
  },
  { children: [child('7Б', 'Синицына Мария Дмитриевна')], parents: [father('Синицын Дмитрий Павлович')] },
  {
    children: [child('9А', 'Дорохов Глеб Антонович'), child('4Б', 'Дорохова Вера Антоновна')],
    parents: [mother('Дорохова Наталья Алексеевна')],
  },
  {
    children: [child('6А', 'Лебедева София Игоревна')],
    parents: [mother('Лебедева Анна Сергеевна'), father('Лебедев Игорь Николаевич')],
  },
  { children: [child('6А', 'Гусев Артём Павлович')], parents: [mother('Гусева Юлия В.')] },
  {
    children: [child('10А', 'О Виктор Сергеевич'), child('5Б', 'О Полина Сергеевна')],
    parents: [father('О Сергей Львович')],
  },
  { children: [child('2Б', 'Мамедов Рашад Эльчин оглы')], parents: [father('Мамедов Эльчин Рауф оглы')] },
]

/** «Щербаков Лев» and the others who are known by name. */
export const knownRelatives: readonly string[] = known
  .flatMap((family) => [...family.children, ...family.parents])
  .flatMap(({ who }) => (who ? who.split(' ').slice(0, 2).join(' ') : []))

/** All families; their children fill the classes exactly and their parents are 1,412. */
export function planFamilies(luck: Chance, classes: readonly ExampleClass[]): FamilyPlan[] {
  const free = new Map(classes.map(({ name, size }) => [name, size]))
  const take = (name: string) => free.set(name, (free.get(name) ?? 0) - 1)
  for (const one of known.flatMap((family) => family.children)) take(one.className)
  const seated = (names: readonly string[]): FamilyPlan => {
    names.forEach(take)
    return { children: names.map((className) => ({ className })), parents: [] }
  }
  const open = classes.filter(({ name }) => name !== '7Б')
  const large = [
    ...Array.from({ length: threes }, () => seated(apart(luck, open, 3))),
    ...Array.from({ length: twos - twins }, () => seated(apart(luck, open, 2))),
    ...Array.from({ length: twins }, () => luck.pick(open).name).map((name) => seated([name, name])),
  ]
  const singles = [...free].flatMap(([name, count]) =>
    Array.from({ length: count }, (): FamilyPlan => ({ children: [{ className: name }], parents: [] })),
  )
  giveParents(luck, large, singles)
  return [...known, ...large, ...singles]
}

/** Classes of different grades. */
function apart(luck: Chance, classes: readonly ExampleClass[], count: number): string[] {
  const grades = luck.shuffled([...new Set(classes.map((one) => one.grade))]).slice(0, count)
  return grades.map((grade) => luck.pick(classes.filter((one) => one.grade === grade)).name)
}

/** 7Б has 31 parents, as its pictures say; elsewhere chance decides who came alone, with both, or not at all. */
function giveParents(luck: Chance, large: readonly FamilyPlan[], singles: readonly FamilyPlan[]): void {
  const shown = singles.filter((family) => family.children[0]?.className === '7Б')
  shown.forEach((family, index) => (family.parents = index < 4 ? both : one(luck)))
  const rest = luck.shuffled([...large, ...singles.filter((family) => !shown.includes(family))])
  const alone = new Set(rest.filter((family) => family.children.length === 1).slice(0, withoutParents))
  const given = [...known, ...shown].reduce((sum, family) => sum + family.parents.length, 0)
  const asked = rest.filter((family) => !alone.has(family))
  const couples = parentsInAll - given - asked.length
  asked.forEach((family, index) => (family.parents = index < couples ? both : one(luck)))
}

const both: FamilyPlan['parents'] = [{ kin: 'mother' }, { kin: 'father' }]

function one(luck: Chance): FamilyPlan['parents'] {
  const roll = luck.next()
  if (roll < 0.04) return [{ kin: 'guardian' }]
  return [{ kin: roll < 0.16 ? 'father' : 'mother' }]
}
