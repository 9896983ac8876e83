import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { enterCode } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CodeField } from '#web/ui/CodeField.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { SupportLine } from './SupportLine.tsx'
import { useCountdown } from './use-countdown.ts'
import type { Choice } from './SignInScreen.tsx'

export interface Sent {
  readonly phone: string
  readonly againAfterSeconds: number
  readonly validMinutes: number
}

/** Six digits. The sentence is the same whether the number is known or not. */
export function CodeStep({
  sent,
  onAgain,
  onBack,
  onEntered,
}: {
  sent: Sent
  onAgain: () => Promise<{ againAfterSeconds: number }>
  onBack: () => void
  onEntered: (accounts: Choice, mayBeNew: boolean) => Promise<void> | void
}) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const entering = useAction()
  const submit = (digits: string) => {
    if (digits.length < 6) return entering.mark({ code: 'six_digits' })
    void entering
      .run(async () => {
        const { accounts, mayBeNew } = await api(enterCode, { code: digits })
        await onEntered(accounts, mayBeNew)
      })
      .then((ok) => ok || setCode(''))
  }
  const { phone, validMinutes } = sent
  return (
    <Entry
      title={t({ id: 'accounts.code.title', message: 'Введите код' })}
      note={t({
        id: 'accounts.code.note',
        message: 'Если номер известен школе, код придёт; если нет, обратитесь к администратору школы.',
      })}
      onBack={onBack}
      foot={<SupportLine />}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit(code)
        }}
      >
        <CodeField
          kind="digits"
          label={t({ id: 'accounts.code', message: 'Шесть цифр кода' })}
          value={code}
          onChange={(value) => {
            setCode(value)
            if (value !== '') entering.clear()
          }}
          onComplete={submit}
          error={entering.field('code') ?? entering.text}
          hint={t({ id: 'accounts.code.hint', message: `Номер ${phone}. Код действует ${validMinutes} мин.` })}
          isDisabled={entering.isPending}
          autoFocus
        />
        <Button type="submit" look="primary" size="large" wide isPending={entering.isPending}>
          {t({ id: 'accounts.code.enter', message: 'Войти' })}
        </Button>
        <Again seconds={sent.againAfterSeconds} onAgain={onAgain} />
      </form>
    </Entry>
  )
}

function Again({ seconds, onAgain }: { seconds: number; onAgain: () => Promise<{ againAfterSeconds: number }> }) {
  const { t } = useLingui()
  const { left, restart } = useCountdown(seconds)
  const asking = useAction()
  return (
    <>
      <Button
        look="plain"
        wide
        isDisabled={left > 0}
        isPending={asking.isPending}
        className="num"
        onPress={() => void asking.run(async () => restart((await onAgain()).againAfterSeconds))}
      >
        {left > 0
          ? t({ id: 'accounts.again-in', message: `Запросить код ещё раз через ${left} с` })
          : t({ id: 'accounts.again', message: 'Запросить код ещё раз' })}
      </Button>
      {asking.text !== undefined && <Banner tone="red">{asking.text}</Banner>}
    </>
  )
}
