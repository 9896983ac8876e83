import { useLingui } from '@lingui/react/macro'
import { Smartphone } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link } from 'react-aria-components'
import { ConsentLine, SupportLine } from '#web/features/accounts/index.ts'
import { lazyPart } from '#web/kernel/lazy-part.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Button } from '#web/ui/Button.tsx'
import { buttonLook } from '#web/ui/button-look.ts'
import { CodeField } from '#web/ui/CodeField.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { Icon } from '#web/ui/Icon.tsx'

const Invitation = lazyPart(() => import('./Invitation.tsx').then((module) => module.Invitation))

/** Ten characters of a slip, typed by hand: a child's code, or one to enter again after a lost phone. */
export function CodeScreen() {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const [isEntered, setEntered] = useState(false)
  const typing = useAction()
  const submit = (typed: string) => {
    if (typed.length < 10) return typing.mark({ code: 'ten_characters' })
    setEntered(true)
  }
  if (isEntered) {
    return (
      <Suspense>
        <Invitation
          secret={code}
          onAnother={() => {
            setEntered(false)
            setCode('')
          }}
        />
      </Suspense>
    )
  }
  return (
    <Entry
      title={t({ id: 'invites.code', message: 'Введите код с листка' })}
      note={t({ id: 'invites.code.note', message: 'Десять знаков под QR-кодом. Телефон и приложение не нужны.' })}
      foot={<Foot />}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit(code)
        }}
      >
        <CodeField
          kind="slip"
          label={t({ id: 'invites.code.label', message: 'Десять знаков с листка' })}
          value={code}
          onChange={(value) => {
            setCode(value)
            typing.clear()
          }}
          error={typing.field('code')}
          autoFocus
        />
        <Button type="submit" look="primary" size="large" wide>
          {t({ id: 'invites.continue', message: 'Продолжить' })}
        </Button>
      </form>
    </Entry>
  )
}

function Foot() {
  const { t } = useLingui()
  const me = useMe()
  return (
    <>
      {me.accountId === null && (
        <Link href="/enter" className={`${buttonLook('quiet')} w-full`}>
          <Icon of={Smartphone} />
          {t({ id: 'invites.code.phone', message: 'Войти по номеру телефона' })}
        </Link>
      )}
      <p className="text-center text-13 text-ink-2">
        {t({ id: 'invites.code.ask', message: 'Нет листка? Попросите классного руководителя.' })}
      </p>
      <ConsentLine />
      <SupportLine />
    </>
  )
}
