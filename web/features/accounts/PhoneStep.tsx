import { useLingui } from '@lingui/react/macro'
import { Fingerprint, School, Ticket } from 'lucide-react'
import type { FormEvent } from 'react'
import { Link } from 'react-aria-components'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { buttonLook } from '#web/ui/button-look.ts'
import { Entry } from '#web/ui/Entry.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { PhoneField } from '#web/ui/PhoneField.tsx'
import { isPasskeyPossible, signInByPasskey } from './passkeys.ts'
import { ConsentLine, SupportLine } from './SupportLine.tsx'

export function PhoneStep({
  phone,
  onChange,
  onAsk,
  onEntered,
}: {
  phone: string
  onChange: (phone: string) => void
  onAsk: () => Promise<unknown>
  onEntered: () => Promise<void>
}) {
  const { t } = useLingui()
  const { installation } = useMe()
  const asking = useAction()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (phone.replace(/\D/g, '').length < 11) return asking.mark({ phone: phone === '' ? 'required' : 'bad_phone' })
    void asking.run(async () => void (await onAsk()))
  }
  return (
    <Entry
      title={t({ id: 'accounts.enter', message: 'Войти' })}
      note={
        installation.sms
          ? t({ id: 'accounts.enter.sms', message: 'По номеру телефона, который знает школа.' })
          : t({
              id: 'accounts.enter.no-sms',
              message:
                'СМС здесь не отправляются. Администратор школы получает код у оператора, остальные входят по коду с листка или по ключу доступа.',
            })
      }
      foot={<OtherWays onEntered={onEntered} />}
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <PhoneField
          label={t({ id: 'accounts.phone', message: 'Номер телефона' })}
          value={phone}
          onChange={onChange}
          error={asking.field('phone')}
          autoFocus
        />
        {asking.text !== undefined && <Banner tone="red">{asking.text}</Banner>}
        <Button type="submit" look="primary" size="large" wide isPending={asking.isPending}>
          {t({ id: 'accounts.get-code', message: 'Получить код' })}
        </Button>
      </form>
    </Entry>
  )
}

function OtherWays({ onEntered }: { onEntered: () => Promise<void> }) {
  const { t } = useLingui()
  const byKey = useAction()
  return (
    <>
      <Link href="/code" className={`${buttonLook('outline')} w-full`}>
        <Icon of={Ticket} />
        {t({ id: 'accounts.by-slip', message: 'Войти по коду с листка' })}
      </Link>
      {isPasskeyPossible() && (
        <Button
          look="outline"
          icon={Fingerprint}
          wide
          isPending={byKey.isPending}
          onPress={() => void byKey.run(async () => signInByPasskey().then(onEntered))}
        >
          {t({ id: 'accounts.by-passkey', message: 'Войти по ключу доступа' })}
        </Button>
      )}
      {byKey.text !== undefined && <Banner tone="red">{byKey.text}</Banner>}
      <Link href="/apply" className={`${buttonLook('plain')} w-full`}>
        <Icon of={School} />
        {t({ id: 'accounts.apply', message: 'Подключить свою школу' })}
      </Link>
      <ConsentLine />
      <SupportLine />
    </>
  )
}
