import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { enterLoginCode } from '#contract/accounts.ts'
import { look } from '#contract/invites.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { SupportLine } from '#web/features/accounts/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { InvitationForm } from './InvitationForm.tsx'
import { IsItYou } from './IsItYou.tsx'

export type Looked = OutputOf<typeof look>

export interface InvitationProps {
  secret: string
  /** To type another code. */
  onAnother: () => void
}

/** What the secret opens, then the way in that it asks for. */
export function Invitation({ secret, onAnother }: InvitationProps) {
  const { t } = useLingui()
  const [looked, setLooked] = useState<Looked | null>(null)
  const { run, text, isPending } = useAction()
  const see = useCallback(async () => setLooked(await api(look, { secret })), [secret])
  useEffect(() => {
    void run(see)
    // Looked at once; `run` changes with every state of it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [see])
  if (looked === null) {
    return (
      <Entry title={t({ id: 'invites.invitation', message: 'Приглашение' })} onBack={onAnother} foot={<SupportLine />}>
        {text === undefined ? (
          <SkeletonRows rows={2} label={t({ id: 'invites.looking', message: 'Смотрим приглашение' })} />
        ) : (
          <div className="flex flex-col gap-4">
            <Banner tone="red">{text}</Banner>
            <Button look="primary" size="large" wide onPress={onAnother}>
              {t({ id: 'invites.other-code', message: 'Ввести другой код' })}
            </Button>
            <Button look="plain" wide isPending={isPending} onPress={() => void run(see)}>
              {t({ id: 'ui.retry', message: 'Попробовать ещё раз' })}
            </Button>
          </div>
        )}
      </Entry>
    )
  }
  if (looked.kind === 'login-code') return <LoginAgain secret={secret} onAnother={onAnother} />
  if (looked.kind === 'code') return <IsItYou secret={secret} looked={looked} onAnother={onAnother} />
  return <InvitationForm secret={secret} looked={looked} kind={looked.kind} onAnother={onAnother} />
}

/** A code that somebody at school gave for a lost phone. Spent by the button: it signs the old devices out. */
function LoginAgain({ secret, onAnother }: InvitationProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const entering = useAction()
  const enter = async () => {
    await api(enterLoginCode, { code: secret })
    await reloadMe()
    await navigate({ to: '/' })
  }
  return (
    <Entry
      title={t({ id: 'invites.login', message: 'Войти снова' })}
      note={t({
        id: 'invites.login.note',
        message: 'Этот код впустит вас здесь, а на прежних устройствах вы выйдете.',
      })}
      onBack={onAnother}
      foot={<SupportLine />}
    >
      <div className="flex flex-col gap-4">
        {entering.text !== undefined && <Banner tone="red">{entering.text}</Banner>}
        <Button
          look="primary"
          size="large"
          wide
          isPending={entering.isPending}
          onPress={() => void entering.run(enter)}
        >
          {t({ id: 'invites.login.enter', message: 'Войти на этом устройстве' })}
        </Button>
      </div>
    </Entry>
  )
}
