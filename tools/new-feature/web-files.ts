/** The web folder of a new feature: its door, one screen and the rule that the screen goes by. */
import type { Plan } from './plan.ts'

/** Path below the root → text. */
export function webFiles(plan: Plan): Record<string, string> {
  const folder = `web/features/${plan.name}`
  return {
    [`${folder}/index.ts`]: indexFile(plan),
    [`${folder}/my-${plan.name}.ts`]: rightsFile(plan),
    [`${folder}/my-${plan.name}.test.ts`]: rightsTestFile(plan),
    [`${folder}/${plan.Name}Screen.tsx`]: screenFile(plan),
  }
}

/** Id → words of what the screen says. */
export function webTexts({ name, Name, title }: Plan): ReadonlyMap<string, { ru: string; en: string }> {
  return new Map([
    [`${name}.title`, { ru: title, en: Name }],
    [`${name}.loading`, { ru: 'Загружается', en: 'Loading' }],
    [`${name}.empty`, { ru: 'Здесь пока пусто.', en: 'Nothing here yet.' }],
    [`${name}.new`, { ru: 'Название', en: 'Name' }],
    [`${name}.create`, { ru: 'Добавить', en: 'Add' }],
  ])
}

function indexFile({ name, Name, title, purpose }: Plan): string {
  return `/** ${purpose}. */
import { Shapes } from 'lucide-react'
import type { WebFeature } from '#web/kernel/feature.ts'
import { maySee${Name} } from './my-${name}.ts'

export const ${name}: WebFeature = {
  name: '${name}',
  screens: [
    {
      path: '/${name}',
      frame: 'shell',
      may: maySee${Name},
      load: () => import('./${Name}Screen.tsx').then((module) => module.${Name}Screen),
    },
  ],
  nav: [
    {
      id: '${name}',
      text: /*i18n*/ { id: '${name}.title', message: '${title}' },
      icon: Shapes,
      to: '/${name}',
      may: maySee${Name},
    },
  ],
}
`
}

function rightsFile({ name, Name, One, read, write }: Plan): string {
  return `/** Whom the screen of ${name} shows what; the server decides the same by the same table. */
import type { Relation } from '#contract/kernel/policy.ts'
import type { Me } from '#web/kernel/me.ts'
import { myRight } from '#web/kernel/my-right.ts'

type Who = Pick<Me, 'person' | 'isOperator'>

const ofOwnSchool: Relation = { school: true, member: true }

export function maySee${Name}(me: Who): boolean {
  return me.person !== null && myRight(me, '${read}', ofOwnSchool) === 'yes'
}

export function mayCreate${One}(me: Who): boolean {
  return me.person !== null && myRight(me, '${write}', ofOwnSchool) === 'yes'
}
`
}

function rightsTestFile({ name, Name, One, maker, refused }: Plan): string {
  const denial = refused
    ? `
test('the form hides itself from a ${refused}', () => {
  assert.equal(mayCreate${One}(as('${refused}')), false)
})
`
    : ''
  return `import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Me, Person } from '#web/kernel/me.ts'
import { mayCreate${One}, maySee${Name} } from './my-${name}.ts'

const as = (role: string): Pick<Me, 'person' | 'isOperator'> => ({
  isOperator: false,
  person: { roles: [role], curatorOf: [] } as unknown as Person,
})

test('a ${maker} sees ${name} and the form', () => {
  assert.equal(maySee${Name}(as('${maker}')), true)
  assert.equal(mayCreate${One}(as('${maker}')), true)
})
${denial}
test('who acts as nobody sees nothing', () => {
  assert.equal(maySee${Name}({ isOperator: true, person: null }), false)
  assert.equal(mayCreate${One}({ isOperator: false, person: null }), false)
})
`
}

function screenFile(plan: Plan): string {
  const { name, one, Name, One, title } = plan
  return `import { useLingui } from '@lingui/react/macro'
import { Shapes } from 'lucide-react'
import { type FormEvent, useCallback, useState } from 'react'
import { create, list, ${one} } from '#contract/${name}.ts'
import { api, ask, take } from '#web/kernel/api/api.ts'
import { useOwned } from '#web/kernel/cache/use-cache.ts'
import { useSnapshot } from '#web/kernel/live/use-snapshot.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe, usePerson } from '#web/kernel/use-me.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { mayCreate${One} } from './my-${name}.ts'

export function ${Name}Screen() {
  const { t } = useLingui()
  const me = useMe()
  const topic = \`${name}:\${usePerson().schoolId}\`
  const load = useCallback(async () => {
    const { value, marks } = await ask(list, {})
    take(marks, [{ topic, entity: ${one}, values: value.${name}, complete: true }])
  }, [topic])
  const { isLoading } = useSnapshot(topic, load)
  const all = useOwned(topic, ${one}).toSorted((a, b) => b.createdAt - a.createdAt)
  return (
    <Page title={t({ id: '${name}.title', message: '${title}' })} width="form">
      {mayCreate${One}(me) && <New${One} />}
      {isLoading && <SkeletonRows label={t({ id: '${name}.loading', message: 'Загружается' })} />}
      {!isLoading && all.length === 0 && (
        <EmptyState icon={Shapes}>{t({ id: '${name}.empty', message: 'Здесь пока пусто.' })}</EmptyState>
      )}
      <ul>
        {all.map((one) => (
          <li key={one.id} className="border-b border-line-2 py-3 text-15">
            {one.title}
          </li>
        ))}
      </ul>
    </Page>
  )
}

${formPart(plan)}`
}

function formPart({ name, One }: Plan): string {
  return `/** What was typed stays while a try failed; a retry has the same id. */
function New${One}() {
  const { t } = useLingui()
  const [title, setTitle] = useState('')
  const [id, setId] = useState(() => crypto.randomUUID())
  const creating = useAction()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const isDone = await creating.run(async () => {
      await api(create, { id, title })
    })
    if (!isDone) return
    setTitle('')
    setId(crypto.randomUUID())
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate className="mb-5 flex items-end gap-2.5">
      <TextField
        className="grow"
        label={t({ id: '${name}.new', message: 'Название' })}
        value={title}
        onChange={setTitle}
        error={creating.field('title') ?? creating.text}
      />
      <Button type="submit" look="primary" isPending={creating.isPending}>
        {t({ id: '${name}.create', message: 'Добавить' })}
      </Button>
    </form>
  )
}
`
}
