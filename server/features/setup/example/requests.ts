/** Who waits at the door: pupils of 6А by the class link, a parent, two teachers; a match, a likeness and a stranger. */
import { minute } from './calendar.ts'
import type { Chance } from './random.ts'
import type { ExampleClass, ExamplePerson, ExampleRequest } from './school.ts'

interface Door {
  readonly luck: Chance
  readonly now: number
  readonly classes: readonly ExampleClass[]
  readonly pupils: readonly ExamplePerson[]
}

export function planRequests({ luck, now, classes, pupils }: Door): ExampleRequest[] {
  const of = classes.find((one) => one.name === '6А')
  if (!of) return []
  const awaited = pupils.filter((one) => of.pupilIds.includes(one.id) && !one.entered && one.surname !== 'Лебедева')
  const blank = { patronymic: null, position: null, child: null, classId: of.id } as const
  const drafts: Omit<ExampleRequest, 'id' | 'createdAt'>[] = [
    ...awaited.map(({ surname, name }) => ({ ...blank, kind: 'pupil' as const, surname, name })),
    { ...blank, kind: 'pupil', surname: 'Лебедева', name: 'Соня' },
    { ...blank, kind: 'pupil', surname: 'Дэнов', name: 'Дэн' },
    {
      ...blank,
      kind: 'parent',
      surname: 'Гусев',
      name: 'Павел',
      child: { surname: 'Гусев', name: 'Артём', kin: 'father' },
    },
    {
      kind: 'teacher',
      classId: null,
      surname: 'Фомина',
      name: 'Лидия',
      patronymic: 'Аркадьевна',
      position: 'учитель музыки',
      child: null,
    },
  ]
  return drafts.map((draft, index) => {
    const createdAt = now - (2 + index * 47 + luck.int(0, 20)) * minute
    return { id: luck.idAt(createdAt), createdAt, ...draft }
  })
}
