import { useLingui } from '@lingui/react/macro'
import { ShieldCheck, ShieldPlus } from 'lucide-react'
import { Link } from 'react-aria-components'
import { useMe } from '#web/kernel/use-me.ts'
import { buttonLook } from '#web/ui/button-look.ts'
import { Card } from '#web/ui/Card.tsx'
import { Icon } from '#web/ui/Icon.tsx'

/** Whether the second step is set, by what, and how many recovery codes are left. */
export function FactorCard() {
  const { t } = useLingui()
  const { factor } = useMe()
  const isSet = factor.methods.length > 0
  const names = factor.methods.map((method) =>
    method === 'totp'
      ? t({ id: 'accounts.factor.by-app', message: 'приложение с кодами' })
      : t({ id: 'accounts.factor.by-key', message: 'ключ доступа' }),
  )
  const left = factor.recoveryCodesLeft
  return (
    <Card as="section" className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4">
      <Icon of={isSet ? ShieldCheck : ShieldPlus} className={isSet ? 'text-board-ink' : 'text-ink-2'} />
      <div className="min-w-48 grow">
        <div className="font-medium">{t({ id: 'accounts.factor.title', message: 'Второй шаг входа' })}</div>
        <div className="text-14 text-ink-2">
          {isSet
            ? `${names.join(', ')} · ${t({ id: 'accounts.factor.codes-left', message: `запасных кодов: ${left}` })}`
            : t({ id: 'accounts.factor.optional', message: 'Даже с вашим телефоном в руках чужой человек не войдёт.' })}
        </div>
      </div>
      <Link href="/factor" className={buttonLook('outline', 'small')}>
        {isSet
          ? t({ id: 'accounts.factor.add', message: 'Добавить способ' })
          : t({ id: 'accounts.factor.set', message: 'Настроить' })}
      </Link>
    </Card>
  )
}
