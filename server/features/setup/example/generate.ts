/** The example school, whole and without a database: the same seed and instant give the same school. */
import { exampleSchoolId } from '../example-school-id.ts'
import { births } from './births.ts'
import { day } from './calendar.ts'
import { findStaff, planChats } from './chat-plan.ts'
import { planClasses } from './class-plan.ts'
import { makeFamilies } from './families.ts'
import { knownRelatives } from './family-plan.ts'
import { tellHistories } from './histories.ts'
import { chance } from './random.ts'
import { markRead } from './reading.ts'
import { planRequests } from './requests.ts'
import type { ExampleSchool } from './school.ts'
import { hireStaff, knownStaff } from './staff.ts'

export interface Wish {
  readonly seed: string
  /** The present of the example, ms since 1970; its history lies in the year before. */
  readonly now: number
}

export function generateExample({ seed, now }: Wish): ExampleSchool {
  const luck = chance(seed)
  const createdAt = now - 400 * day
  const names = births(luck.fork('births'), new Set([...knownStaff, ...knownRelatives]))
  const classes = planClasses(luck.fork('classes'), createdAt)
  const staff = hireStaff(luck.fork('staff'), names, { classes, now })
  const families = makeFamilies({ luck: luck.fork('families'), names, classes, staff, now })
  const chats = planChats({ luck: luck.fork('chats'), now, staff, classes, families })
  const messages = tellHistories({ luck: luck.fork('histories'), now, staff, classes, families, chats })
  const people = [...new Set([...staff, ...families.pupils, ...families.parents])]
  markRead({ luck: luck.fork('reading'), people, classes, chats, messages })
  return {
    id: exampleSchoolId,
    name: 'Муниципальное общеобразовательное учреждение «Гимназия № 44»',
    shortName: 'Гимназия № 44',
    inn: '6900000445',
    address: 'г. Тверь, ул. Примерная, д. 44',
    timeZone: 'Europe/Moscow',
    email: 'school44@example.ru',
    phone: '+74822550144',
    createdAt,
    adminId: findStaff({ staff }, 'Аксёнов').id,
    people,
    classes,
    kinships: families.kinships,
    chats,
    messages,
    requests: planRequests({ luck: luck.fork('requests'), now, classes, pupils: families.pupils }),
  }
}
