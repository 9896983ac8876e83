/** A small school for tests, made through the features' doors: facts, chats and frames come about as in life. */
import type { Role } from '#contract/people.ts'
import { createAccount, signInAs } from '#server/features/accounts/index.ts'
import { createClasses, enrol, lockClass } from '#server/features/classes/index.ts'
import { assignCurator } from '#contract/classes.ts'
import { confirmKinship, createPerson, setTeacherStatus } from '#server/features/people/index.ts'
import type { Ctx } from '#server/kernel/dispatch/ctx.ts'
import { newId } from '#server/kernel/ids.ts'
import { arrange } from './arrange.ts'
import { type Browser, newBrowser, type World } from './world.ts'

export interface Names {
  readonly surname: string
  readonly name: string
  readonly patronymic: string | null
}

/** Somebody of the school at an open browser. */
export interface Somebody {
  readonly personId: string
  readonly accountId: string
  readonly browser: Browser
}

export interface School {
  readonly id: string
  /** The administrator of the application. */
  readonly admin: Somebody
  /** A confirmed teacher where `confirmed`; otherwise whatever the role is. */
  hire(role: Role | readonly Role[], names?: Names): Promise<Somebody>
  makeClass(name: string): Promise<string>
  assign(classId: string, teacher: Somebody): Promise<void>
  enrol(classId: string, names?: Names): Promise<Somebody>
  addParent(child: Somebody, names?: Names): Promise<Somebody>
  /** The same parent for another child. */
  addChild(parent: Somebody, child: Somebody): Promise<void>
}

let made = 0

export async function foundSchool(world: World, name = 'Гимназия № 44', timeZone = 'Europe/Moscow'): Promise<School> {
  const id = newId()
  made += 1
  await world.owner.query(
    `insert into schools.school (id, name, short_name, inn, address, email, phone, time_zone, year)
     values ($1, $2, $2, $3, 'г. Тверь, ул. Планировочная, 1', 'school@example.ru', '+74822550144', $4, '2026/27')`,
    [id, name, `69030284${made}`, timeZone],
  )
  const within = <T>(work: (ctx: Ctx) => Promise<T>, browser = newBrowser()): Promise<T> =>
    world.do(browser, arrange, { schoolId: id, work }) as Promise<T>

  /** An account, a person with it, a browser signed in with the second factor passed. */
  async function enter(names: Names, roles: readonly Role[], also: (ctx: Ctx, personId: string) => Promise<unknown>) {
    const browser = newBrowser()
    const { accountId, personId } = await within(async (ctx) => {
      const account = await createAccount(ctx, { phone: null, label: names.name })
      const person = await createPerson(ctx, { names, accountId: account, roles, position: null })
      await also(ctx, person)
      await signInAs(ctx, account, { factorPassed: true })
      return { accountId: account, personId: person }
    }, browser)
    browser.person = personId
    for (const token of canariesIn(names)) world.canaries.name(token, { personId, schoolId: id })
    return { personId, accountId, browser }
  }

  const nothing = async () => undefined
  const admin = await enter(someName('Аксёнов', 'Павел', 'Андреевич'), ['admin'], (ctx, personId) =>
    setTeacherStatus(ctx, personId, 'confirmed'),
  )
  return {
    id,
    admin,
    hire: (role, names = nextName()) => {
      const roles = typeof role === 'string' ? [role] : role
      const isTeacher = roles.some((one) => one === 'teacher')
      return enter(names, roles, isTeacher ? (ctx, personId) => setTeacherStatus(ctx, personId, 'confirmed') : nothing)
    },
    makeClass: (className) =>
      within(async (ctx) => {
        const [one] = await createClasses(ctx, id, [{ name: className, grade: null }])
        if (!one) throw new Error(`The class ${className} exists already.`)
        return one.id
      }),
    assign: async (classId, teacher) =>
      void (await world.do(admin.browser, assignCurator, { classId, personId: teacher.personId, order: null })),
    enrol: (classId, names = nextName()) =>
      enter(names, ['pupil'], async (ctx, personId) => {
        const where = await lockClass(ctx.tx, classId)
        if (!where || !(await enrol(ctx, where, personId))) throw new Error('The pupil could not be enrolled.')
      }),
    addParent: (child, names = nextName()) =>
      enter(names, ['parent'], (ctx, parentId) =>
        confirmKinship(ctx, { parentId, childId: child.personId, kin: 'mother' }),
      ),
    addChild: (parent, child) =>
      within((ctx) => confirmKinship(ctx, { parentId: parent.personId, childId: child.personId, kin: 'mother' })),
  }
}

const surnames = ['Круглова', 'Щербакова', 'Пак', 'Мельникова', 'Ёлкина', 'Ахметзянова', 'Синицына', 'Рощина']
const firstNames = ['Елена', 'Ольга', 'Светлана', 'Ирина', 'Гузель', 'Тамара', 'Наталья', 'Мария']
const syllables = ['ба', 'ве', 'гу', 'ду', 'жи', 'зо', 'ке', 'лу', 'ми', 'но', 'пу', 'ра', 'су', 'ту', 'фи', 'ха']
let next = 0

/** Nobody else's: surname and patronymic carry a canary. */
function nextName(): Names {
  const at = (next += 1)
  const pick = (list: readonly string[], of = at) => list[of % list.length]!
  const unique = `ц${pick(syllables)}${pick(syllables, at >> 4)}${pick(syllables, at >> 8)}`
  return someName(`${pick(surnames)}-Ю${unique}`, pick(firstNames), `Я${unique}евна`)
}

function canariesIn({ surname, patronymic }: Names): string[] {
  return [surname, patronymic ?? ''].flatMap((name) => name.match(/[ЮЯ]ц[а-я]{6}/gu) ?? [])
}

function someName(surname: string, name: string, patronymic: string): Names {
  return { surname, name, patronymic }
}
