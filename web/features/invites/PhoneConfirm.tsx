import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { requestCode } from '#contract/invites.ts'
import { AccountStep, CodeStep, SupportLine } from '#web/features/accounts/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { type Doing, useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { PhoneField } from '#web/ui/PhoneField.tsx'

interface Sent {
  readonly phone: string
  readonly againAfterSeconds: number
  readonly validMinutes: number
}

/** A confirmed phone lets one in from any device later; nobody has to give one. */
export function PhoneConfirm({
  secret,
  isPupil,
  sending,
  onSend,
  onBack,
}: {
  secret: string
  isPupil: boolean
  sending: Doing
  onSend: () => Promise<void>
  onBack: () => void
}) {
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<Sent | null>(null)
  const [choice, setChoice] = useState<{
    accounts: readonly { accountId: string; label: string }[]
    mayBeNew: boolean
  } | null>(null)
  const ask = async () => {
    const answer = await api(requestCode, { secret, phone })
    setSent({ ...answer, phone })
    return answer
  }
  const confirmed = async () => {
    // The cookie is there; who sits here is read anew after the request went, so that this form does not begin anew.
    if (!(await sending.run(onSend))) onBack()
  }
  if (choice !== null) return <AccountStep {...choice} onChosen={confirmed} onBack={() => setChoice(null)} />
  if (sent !== null) {
    return (
      <CodeStep
        sent={sent}
        onAgain={ask}
        onBack={() => setSent(null)}
        onEntered={(accounts, mayBeNew) => (accounts.length > 0 ? setChoice({ accounts, mayBeNew }) : confirmed())}
      />
    )
  }
  return (
    <PhoneAsk
      phone={phone}
      onChange={setPhone}
      isPupil={isPupil}
      sending={sending}
      onAsk={ask}
      onSkip={() => void sending.run(onSend)}
      onBack={onBack}
    />
  )
}

function PhoneAsk({
  phone,
  onChange,
  isPupil,
  sending,
  onAsk,
  onSkip,
  onBack,
}: {
  phone: string
  onChange: (phone: string) => void
  isPupil: boolean
  sending: Doing
  onAsk: () => Promise<unknown>
  onSkip: () => void
  onBack: () => void
}) {
  const { t } = useLingui()
  const asking = useAction()
  const submit = () => {
    if (phone.replace(/\D/g, '').length < 11) return asking.mark({ phone: phone === '' ? 'required' : 'bad_phone' })
    void asking.run(async () => void (await onAsk()))
  }
  return (
    <Entry
      title={t({ id: 'invites.phone', message: 'Номер телефона' })}
      note={
        isPupil
          ? t({
              id: 'invites.phone.pupil',
              message: 'По нему можно войти с другого устройства. Телефона нет? Пропустите.',
            })
          : t({
              id: 'invites.phone.adult',
              message: 'По нему вы войдёте с любого устройства. Другим людям номер не виден.',
            })
      }
      onBack={onBack}
      foot={<SupportLine />}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <PhoneField
          label={t({ id: 'invites.phone', message: 'Номер телефона' })}
          value={phone}
          onChange={onChange}
          error={asking.field('phone')}
          autoFocus
        />
        {(asking.text ?? sending.text) !== undefined && <Banner tone="red">{asking.text ?? sending.text}</Banner>}
        <Button type="submit" look="primary" size="large" wide isPending={asking.isPending}>
          {t({ id: 'invites.phone.get-code', message: 'Получить код' })}
        </Button>
        <Button look="plain" wide isPending={sending.isPending} onPress={onSkip}>
          {t({ id: 'invites.phone.skip', message: 'Без номера' })}
        </Button>
      </form>
    </Entry>
  )
}
