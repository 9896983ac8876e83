import { useLingui } from '@lingui/react/macro'
import { Fingerprint, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { passFactor } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CodeField } from '#web/ui/CodeField.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { LeaveLine } from './LeaveLine.tsx'
import { isPasskeyPossible, signInByPasskey } from './passkeys.ts'

type Way = 'totp' | 'passkey' | 'recovery'

/** The second step at a later sign-in; a recovery code where the phone is lost. */
export function FactorPass({
  methods,
  onPassed,
}: {
  methods: readonly ('totp' | 'passkey')[]
  onPassed: () => Promise<void>
}) {
  const { t } = useLingui()
  const hasKey = methods.includes('passkey') && isPasskeyPossible()
  const [way, setWay] = useState<Way>(methods.includes('totp') ? 'totp' : hasKey ? 'passkey' : 'recovery')
  const notes: Record<Way, string> = {
    totp: t({ id: 'accounts.pass.totp', message: 'Шесть цифр из приложения с кодами.' }),
    passkey: t({
      id: 'accounts.pass.passkey',
      message: 'Подтвердите, что это вы, так же, как разблокируете устройство.',
    }),
    recovery: t({
      id: 'accounts.pass.recovery',
      message: 'Запасной код из списка, который вы сохранили. Каждый срабатывает один раз.',
    }),
  }
  return (
    <Entry
      title={t({ id: 'accounts.factor.title', message: 'Второй шаг входа' })}
      note={notes[way]}
      foot={
        <>
          {hasKey && way !== 'passkey' && (
            <Button look="outline" icon={Fingerprint} wide onPress={() => setWay('passkey')}>
              {t({ id: 'accounts.pass.by-passkey', message: 'По ключу доступа' })}
            </Button>
          )}
          {methods.includes('totp') && way !== 'totp' && (
            <Button look="outline" wide onPress={() => setWay('totp')}>
              {t({ id: 'accounts.pass.by-totp', message: 'По коду из приложения' })}
            </Button>
          )}
          {way !== 'recovery' && (
            <Button look="plain" icon={KeyRound} wide onPress={() => setWay('recovery')}>
              {t({ id: 'accounts.pass.by-recovery', message: 'Нет под рукой? Запасной код' })}
            </Button>
          )}
          <LeaveLine />
        </>
      }
    >
      {way === 'passkey' ? <ByPasskey onPassed={onPassed} /> : <ByCode key={way} by={way} onPassed={onPassed} />}
    </Entry>
  )
}

function ByPasskey({ onPassed }: { onPassed: () => Promise<void> }) {
  const { t } = useLingui()
  const passing = useAction()
  return (
    <div className="flex flex-col gap-4">
      <Button
        look="primary"
        size="large"
        wide
        icon={Fingerprint}
        isPending={passing.isPending}
        onPress={() => void passing.run(async () => signInByPasskey().then(onPassed))}
      >
        {t({ id: 'accounts.pass.use-passkey', message: 'Подтвердить ключом' })}
      </Button>
      {passing.text !== undefined && <Banner tone="red">{passing.text}</Banner>}
    </div>
  )
}

function ByCode({ by, onPassed }: { by: 'totp' | 'recovery'; onPassed: () => Promise<void> }) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const passing = useAction()
  const submit = (typed: string) => {
    if (typed.length < (by === 'totp' ? 6 : 10))
      return passing.mark({ code: by === 'totp' ? 'six_digits' : 'ten_characters' })
    void passing.run(async () => {
      await api(passFactor, { by, code: typed })
      await onPassed()
    })
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit(code)
      }}
    >
      <CodeField
        kind={by === 'totp' ? 'digits' : 'slip'}
        label={
          by === 'totp'
            ? t({ id: 'accounts.totp.code', message: 'Шесть цифр из приложения' })
            : t({ id: 'accounts.recovery.code', message: 'Запасной код' })
        }
        value={code}
        onChange={(value) => {
          setCode(value)
          passing.clear()
        }}
        onComplete={submit}
        error={passing.field('code') ?? passing.text}
        autoFocus
      />
      <Button type="submit" look="primary" size="large" wide isPending={passing.isPending}>
        {t({ id: 'accounts.pass.continue', message: 'Продолжить' })}
      </Button>
    </form>
  )
}
