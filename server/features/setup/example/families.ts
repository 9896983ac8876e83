/** 904 children and their 1,412 parents, with names that agree: patronymics with fathers, surnames with gender. */
import type { Births, Names } from './births.ts'
import { day } from './calendar.ts'
import { planFamilies, type FamilyPlan, type Kin } from './family-plan.ts'
import type { NameStock } from './name-stock.ts'
import type { Chance } from './random.ts'
import type { ExampleClass, ExampleKinship, ExamplePerson } from './school.ts'

export interface Families {
  readonly pupils: ExamplePerson[]
  /** Those of them who work at the school are the same persons as in the staff. */
  readonly parents: ExamplePerson[]
  readonly kinships: ExampleKinship[]
}

interface Town {
  readonly luck: Chance
  readonly names: Births
  readonly classes: readonly ExampleClass[]
  readonly staff: readonly ExamplePerson[]
  readonly now: number
}

interface Family {
  readonly stock: NameStock
  /** In its masculine form. */
  readonly surname: string
  /** The father's first name; he need not be one of the parents at school. */
  readonly father: string
}

export function makeFamilies(town: Town): Families {
  const families: Families = { pupils: [], parents: [], kinships: [] }
  for (const plan of planFamilies(town.luck, town.classes)) {
    const stock = town.names.stock()
    const family = { stock, surname: town.names.surname(stock), father: town.luck.pick(stock.men) }
    const children = plan.children.map(({ className, who }) => {
      const pupil = enrol(town, className, who ? parted(who) : town.names.child(stock, family))
      families.pupils.push(pupil)
      return pupil
    })
    for (const { parent, kin } of plan.parents.map((role) => ({
      parent: parentOf(town, family, role),
      kin: role.kin,
    }))) {
      families.parents.push(parent)
      for (const child of children) families.kinships.push({ parentId: parent.id, childId: child.id, kin })
    }
  }
  for (const one of town.classes) markAbsent(town.luck, one, families.pupils)
  return families
}

function enrol(town: Town, className: string, names: Names): ExamplePerson {
  const pupil = newPerson(town, names, 'pupil')
  const found = town.classes.find((one) => one.name === className)
  if (!found) throw new Error(`no class ${className}`)
  found.pupilIds.push(pupil.id)
  return pupil
}

function parentOf(town: Town, family: Family, role: FamilyPlan['parents'][number]): ExamplePerson {
  if (!role.who) return newPerson(town, strangerAs(town, family, role.kin), 'parent')
  const names = parted(role.who)
  const colleague = town.staff.find((one) => one.surname === names.surname && one.name === names.name)
  if (!colleague) return { ...newPerson(town, names, 'parent'), entered: true }
  colleague.roles.push('parent')
  return colleague
}

function strangerAs({ luck, names }: Town, family: Family, kin: Kin): Names {
  const gender = kin === 'father' ? 'm' : 'f'
  const ownSurname = kin !== 'father' && luck.maybe(kin === 'mother' ? 0.2 : 0.7)
  const surname = ownSurname ? names.surname(family.stock) : family.surname
  const adult = names.adult(family.stock, surname, gender)
  const name = kin === 'father' ? family.father : adult.name
  const full = luck.maybe(1 / 250) ? `${adult.patronymic?.[0] ?? 'А'}.` : adult.patronymic
  return { ...adult, name, patronymic: full }
}

function newPerson(town: Town, names: Names, role: 'pupil' | 'parent'): ExamplePerson {
  return {
    ...names,
    id: town.luck.idAt(town.now - 390 * day),
    roles: [role],
    position: null,
    teacherStatus: 'none',
    teacherAskedAt: null,
    entered: role === 'pupil' || town.luck.maybe(0.94),
    createdAt: town.now - 390 * day,
  }
}

/** Some pupils have not come in yet: as many as the class plan says, two of 7Б by name. */
function markAbsent(luck: Chance, of: ExampleClass, pupils: readonly ExamplePerson[]): void {
  const mine = pupils.filter((one) => of.pupilIds.includes(one.id))
  const wanted = mine.filter((one) => awaited.has(`${one.surname} ${one.name}`))
  const others = luck.shuffled(mine.filter((one) => !wanted.includes(one) && one.surname !== 'Щербаков'))
  for (const one of [...wanted, ...others].slice(0, of.size - of.entered)) one.entered = false
}

const awaited = new Set(['Волков Егор', 'Ким Яна', 'Лебедева София', 'Гусев Артём'])

/** «Щербаков Лев Алексеевич»; a Korean first name has two words and no patronymic. */
function parted(who: string): Names {
  const [surname = '', name = '', ...rest] = who.split(' ')
  if (who === 'Пак Ен Хи') return { surname, name: 'Ен Хи', patronymic: null, gender: 'f' }
  const third = rest.join(' ')
  const isWoman = /(на|кызы)$/.test(third) || (third.endsWith('.') && /[ая]$/.test(name))
  return { surname, name, patronymic: third, gender: isWoman ? 'f' : 'm' }
}
