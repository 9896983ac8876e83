import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { OutputOf } from '#contract/kernel/define.ts'
import { becomeExamplePerson, exampleCast } from '#contract/setup.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { perTab } from '#web/kernel/local.ts'
import { matchesWords } from '#web/kernel/match-words.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useQuery } from '#web/kernel/use-call.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Brand } from '#web/ui/Entry.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { DiscardExample } from './DiscardExample.tsx'
import { groupsOf } from './cast-groups.ts'

type Somebody = OutputOf<typeof exampleCast>['people'][number]

/** Whom one can be in the example school. */
export function CastScreen() {
  const { t } = useLingui()
  const { data, error } = useQuery(exampleCast, {})
  const [typed, setTyped] = useState('')
  const found = (data?.people ?? []).filter(({ name, label }) => matchesWords(`${name} ${label}`, typed))
  return (
    <main className="h-full overflow-auto">
      <div className="mx-auto max-w-[760px] px-4 pt-6 pb-10 two:px-6">
        <header className="flex flex-wrap items-center gap-4">
          <div className="grow">
            <Brand />
          </div>
          <DiscardExample />
        </header>
        <h1 className="mt-8 mb-2 text-30!">{t({ id: 'setup.cast', message: 'Кем войти?' })}</h1>
        <p className="mb-5 text-ink-2">
          {t({
            id: 'setup.cast.note',
            message:
              'Это школа-пример: люди придуманы, писать можно что угодно. Сменить человека можно в любой момент.',
          })}
        </p>
        <TextField
          label={t({ id: 'setup.cast.find', message: 'Имя, роль или класс' })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
        />
        {error !== null && <Banner tone="red">{textOfError(error)}</Banner>}
        {data === undefined && error === null && (
          <SkeletonRows label={t({ id: 'setup.cast.loading', message: 'Загружаем людей' })} />
        )}
        {groupsOf(found).map(({ role, people }) => (
          <section key={role} className="mt-6">
            <h2 className="mb-2 text-14! text-ink-2">{role}</h2>
            <Card className="divide-y divide-line-2 overflow-hidden">
              {people.map((somebody) => (
                <CastRow key={somebody.personId} somebody={somebody} />
              ))}
            </Card>
          </section>
        ))}
      </div>
    </main>
  )
}

function CastRow({ somebody }: { somebody: Somebody }) {
  const navigate = useNavigate()
  const becoming = useAction()
  const become = async () => {
    await api(becomeExamplePerson, { personId: somebody.personId })
    perTab.set('person', somebody.personId)
    await reloadMe()
    await navigate({ to: '/' })
  }
  return (
    <button
      type="button"
      disabled={becoming.isPending}
      onClick={() => void becoming.run(become)}
      className="flex min-h-[62px] w-full cursor-pointer items-center gap-3 px-4 py-2 text-left hover:bg-hover"
    >
      <Avatar id={somebody.personId} name={somebody.name} />
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{somebody.name}</span>
        <span className="block truncate text-14 text-ink-2">{becoming.text ?? somebody.label}</span>
      </span>
      <Icon of={ChevronRight} className="text-ink-2" />
    </button>
  )
}
