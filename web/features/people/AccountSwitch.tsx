import { useLingui } from '@lingui/react/macro'
import { ArrowRight } from 'lucide-react'
import { chooseAccount } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { go } from '#web/kernel/go.ts'
import { actAs, reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Tag } from '#web/ui/Tag.tsx'

interface Way {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly isHere: boolean
  readonly go: () => Promise<void>
}

/** Other schools of this account, and other accounts of this device: a parent and a child on one phone. */
export function AccountSwitch() {
  const { t } = useLingui()
  const me = useMe()
  const going = useAction()
  const persons = me.persons.map((person): Way => ({
    id: person.personId,
    name: person.card.name,
    note: [person.card.label, person.schoolName].filter(Boolean).join(' · '),
    isHere: person.personId === me.person?.personId,
    go: () => actAs(person.personId),
  }))
  const accounts = me.accounts
    .filter((one) => !one.current)
    .map(({ accountId, label }): Way => ({
      id: accountId,
      name: label,
      note: t({ id: 'people.other-account', message: 'тоже на этом устройстве' }),
      isHere: false,
      go: async () => {
        await api(chooseAccount, { accountId })
        await reloadMe()
        go('/')
      },
    }))
  const ways = [...persons, ...accounts]
  if (ways.length < 2) return null
  return (
    <section className="flex flex-col gap-3">
      <h2>{t({ id: 'people.switch', message: 'Кто здесь' })}</h2>
      <Card className="divide-y divide-line-2 overflow-hidden">
        {ways.map((way) => (
          <button
            key={way.id}
            type="button"
            disabled={way.isHere || going.isPending}
            onClick={() => void going.run(way.go)}
            className="flex min-h-[62px] w-full items-center gap-3 px-5 py-2 text-left enabled:cursor-pointer enabled:hover:bg-hover"
          >
            <Avatar id={way.id} name={way.name} size="s" />
            <span className="min-w-0 grow">
              <span className="block truncate font-medium">{way.name}</span>
              <span className="block truncate text-14 text-ink-2">{way.note}</span>
            </span>
            {way.isHere ? (
              <Tag tone="green">{t({ id: 'people.switch.here', message: 'сейчас' })}</Tag>
            ) : (
              <Icon of={ArrowRight} className="text-ink-2" />
            )}
          </button>
        ))}
      </Card>
      {going.text !== undefined && <p className="text-13 text-coral">{going.text}</p>}
    </section>
  )
}
