/** Seventy people who work at the school. */
import type { Births } from './births.ts'
import { day } from './calendar.ts'
import { withoutCurator } from './class-plan.ts'
import type { Gender } from './declension.ts'
import type { Chance } from './random.ts'
import type { ExampleClass, ExamplePerson } from './school.ts'

interface Post {
  readonly position: string
  readonly role: 'admin' | 'director' | 'deputy' | 'teacher' | 'staff'
  /** «Елена Сергеевна Круглова»; without it a name is found. */
  readonly who?: string
  /** The class whose class teacher it is. */
  readonly classOf?: string
  readonly asked?: true
  /** Of a hundred such people, how many are women. */
  readonly women?: number
}

const leaders: readonly Post[] = [
  { role: 'admin', position: 'учитель информатики', who: 'Павел Андреевич Аксёнов' },
  { role: 'director', position: 'директор', who: 'Марат Ильдарович Хасанов' },
  { role: 'deputy', position: 'заместитель директора по начальной школе', who: 'Тамара Викторовна Рощина' },
  { role: 'deputy', position: 'заместитель директора по учебной работе', women: 100 },
  { role: 'deputy', position: 'заместитель директора по воспитательной работе', women: 100 },
  { role: 'deputy', position: 'заместитель директора по безопасности', women: 0 },
]

const knownCurators: Record<string, Pick<Post, 'who' | 'position'>> = {
  '1А': { who: 'Светлана Юрьевна Пак', position: 'учитель начальных классов' },
  '5А': { who: 'Гузель Фаритовна Ахметзянова', position: 'учитель английского языка' },
  '6А': { who: 'Николай Ильич Воронцов-Дашков', position: 'учитель географии' },
  '7Б': { who: 'Елена Сергеевна Круглова', position: 'учитель математики' },
  '8В': { who: 'Тамара Георгиевна Щукина', position: 'учитель русского языка и литературы' },
  '11Б': { who: 'Роман Олегович Ёлкин', position: 'учитель физики' },
}

const curatorPositions = [
  'учитель математики',
  'учитель русского языка и литературы',
  'учитель истории и обществознания',
  'учитель английского языка',
  'учитель биологии',
  'учитель русского языка и литературы',
  'учитель математики',
  'учитель английского языка',
  'учитель физики',
  'учитель географии',
  'учитель информатики',
]

const teacher = (position: string, rest: Partial<Post> = {}): Post => ({ role: 'teacher', position, ...rest })
const staff = (position: string, women = 90): Post => ({ role: 'staff', position, women })

const others: readonly Post[] = [
  teacher('учитель химии', { who: 'Наталья Алексеевна Дорохова' }),
  teacher('учитель химии', { who: 'Вера Игоревна Осипова', asked: true }),
  teacher('учитель истории и обществознания', { who: 'Пётр Михайлович Осипов' }),
  teacher('учитель математики'),
  teacher('учитель русского языка и литературы'),
  teacher('учитель английского языка'),
  teacher('учитель английского языка'),
  teacher('учитель немецкого языка'),
  teacher('учитель биологии'),
  teacher('учитель физической культуры', { women: 20 }),
  teacher('учитель физической культуры', { women: 20 }),
  teacher('учитель физической культуры', { women: 50 }),
  teacher('учитель музыки'),
  teacher('учитель изобразительного искусства'),
  teacher('учитель труда (технологии)', { women: 0 }),
  teacher('учитель труда (технологии)', { women: 100 }),
  teacher('преподаватель-организатор основ безопасности и защиты Родины', { women: 0, asked: true }),
  teacher('педагог дополнительного образования'),
  teacher('педагог дополнительного образования', { women: 40 }),
  teacher('педагог дополнительного образования'),
  staff('педагог-психолог'),
  staff('педагог-психолог'),
  staff('социальный педагог'),
  staff('учитель-логопед', 100),
  staff('педагог-организатор'),
  staff('советник директора по воспитанию', 60),
  staff('заведующий библиотекой', 100),
  staff('библиотекарь', 100),
  staff('секретарь', 100),
  staff('лаборант'),
  staff('инженер по вычислительной технике', 0),
  staff('воспитатель группы продлённого дня', 100),
  staff('воспитатель группы продлённого дня', 100),
]

/** «Круглова Елена» and the others who are known by name. */
export const knownStaff: readonly string[] = [...leaders, ...Object.values(knownCurators), ...others].flatMap(
  ({ who }) => {
    if (!who) return []
    const { surname, name } = parted(who)
    return `${surname} ${name}`
  },
)

interface Needs {
  readonly classes: readonly ExampleClass[]
  readonly now: number
}

export function hireStaff(luck: Chance, names: Births, { classes, now }: Needs): ExamplePerson[] {
  const posts = [...leaders, ...classPosts(luck, classes), ...others]
  return posts.map((post) => {
    const person = hire(luck, names, { post, now })
    const lead = classes.find((one) => one.name === post.classOf)
    if (lead) lead.curatorId = person.id
    return person
  })
}

function classPosts(luck: Chance, classes: readonly ExampleClass[]): Post[] {
  const positions = luck.shuffled(curatorPositions)
  return classes
    .filter(({ name }) => !withoutCurator.includes(name))
    .map(({ name, grade }, index) => {
      const position = positions[index % positions.length] ?? 'учитель математики'
      const found = grade <= 4 ? 'учитель начальных классов' : position
      return teacher(found, { women: grade <= 4 ? 100 : 80, ...knownCurators[name], classOf: name })
    })
}

function hire(luck: Chance, names: Births, { post, now }: { post: Post; now: number }): ExamplePerson {
  const gender: Gender = post.who ? genderOf(post.who) : luck.maybe((post.women ?? 85) / 100) ? 'f' : 'm'
  const stock = names.stock()
  const found = post.who ? parted(post.who) : names.adult(stock, names.surname(stock), gender)
  const isTeacher = post.role === 'teacher' || post.role === 'admin'
  return {
    id: luck.idAt(now - 400 * day),
    ...found,
    gender,
    roles: post.role === 'admin' ? ['admin', 'teacher'] : [post.role],
    position: post.position,
    teacherStatus: !isTeacher ? 'none' : post.asked ? 'asked' : 'confirmed',
    teacherAskedAt: !isTeacher ? null : post.asked ? now - luck.int(1, 3) * day : now - 398 * day,
    entered: true,
    createdAt: post.asked ? now - 4 * day : now - 400 * day,
  }
}

function parted(who: string): { surname: string; name: string; patronymic: string } {
  const [name = '', patronymic = '', surname = ''] = who.split(' ')
  return { surname, name, patronymic }
}

const genderOf = (who: string): Gender => (/вна /.test(who) ? 'f' : 'm')
