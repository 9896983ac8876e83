import { useLingui } from '@lingui/react/macro'
import { Fingerprint, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { Icon, type IconShape } from '#web/ui/Icon.tsx'
import { addPasskey, isPasskeyPossible } from './passkeys.ts'
import { LeaveLine } from './LeaveLine.tsx'
import { TotpSetUp } from './TotpSetUp.tsx'

type OnSet = (recoveryCodes: readonly string[] | null) => Promise<void>

/** Which second step: the device's own key, or an application with codes. */
export function FactorSetUp({
  isObligatory,
  onSet,
  onLater,
}: {
  isObligatory: boolean
  onSet: OnSet
  onLater: () => void
}) {
  const { t } = useLingui()
  const [byApp, setByApp] = useState(false)
  if (byApp) return <TotpSetUp onSet={onSet} onBack={() => setByApp(false)} />
  return (
    <Entry
      title={t({ id: 'accounts.factor.title', message: 'Второй шаг входа' })}
      note={
        isObligatory
          ? t({
              id: 'accounts.factor.note',
              message: 'Вы отвечаете за чужие данные, поэтому одного кода мало. Настройка займёт минуту.',
            })
          : t({ id: 'accounts.factor.optional', message: 'Даже с вашим телефоном в руках чужой человек не войдёт.' })
      }
      onBack={isObligatory ? undefined : onLater}
      foot={isObligatory ? <LeaveLine /> : undefined}
    >
      <div className="flex flex-col gap-3">
        {isPasskeyPossible() && <KeyChoice onSet={onSet} />}
        <ChoiceCard
          icon={Smartphone}
          title={t({ id: 'accounts.factor.app', message: 'Приложение с кодами' })}
          note={t({
            id: 'accounts.factor.app.note',
            message: 'Яндекс Ключ, Google Authenticator или другое: шесть цифр при каждом входе.',
          })}
        >
          <Button look={isPasskeyPossible() ? 'outline' : 'primary'} onPress={() => setByApp(true)}>
            {t({ id: 'accounts.factor.app.choose', message: 'Настроить приложение' })}
          </Button>
        </ChoiceCard>
      </div>
    </Entry>
  )
}

function KeyChoice({ onSet }: { onSet: OnSet }) {
  const { t } = useLingui()
  const adding = useAction()
  return (
    <ChoiceCard
      icon={Fingerprint}
      title={t({ id: 'accounts.factor.key', message: 'Ключ доступа' })}
      note={t({
        id: 'accounts.factor.key.note',
        message: 'Отпечаток, лицо или ПИН-код этого устройства. Кодов вводить не придётся.',
      })}
    >
      <Button
        look="primary"
        isPending={adding.isPending}
        onPress={() => void adding.run(async () => onSet(await addPasskey()))}
      >
        {t({ id: 'accounts.factor.key.choose', message: 'Создать ключ' })}
      </Button>
      {adding.text !== undefined && (
        <Banner tone="red">
          {adding.error?.code === 'wrong_passkey'
            ? t({
                id: 'accounts.factor.key.failed',
                message: 'Ключ не создан. Попробуйте ещё раз или настройте приложение.',
              })
            : adding.text}
        </Banner>
      )}
    </ChoiceCard>
  )
}

function ChoiceCard({
  icon,
  title,
  note,
  children,
}: {
  icon: IconShape
  title: string
  note: string
  children: React.ReactNode
}) {
  return (
    <Card as="section" className="flex gap-4 p-5">
      <span className="grid size-11 shrink-0 place-items-center rounded-m bg-board-soft text-board-ink">
        <Icon of={icon} />
      </span>
      <div className="min-w-0 grow">
        <h2>{title}</h2>
        <p className="mt-0.5 mb-3 text-14 text-ink-2">{note}</p>
        <div className="flex flex-col items-start gap-3">{children}</div>
      </div>
    </Card>
  )
}
