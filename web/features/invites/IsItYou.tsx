import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { redeem } from '#contract/invites.ts'
import { SupportLine } from '#web/features/accounts/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { perTab } from '#web/kernel/local.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import type { InvitationProps, Looked } from './Invitation.tsx'

/** A slip with a name on it. */
export function IsItYou({ secret, looked, onAnother }: InvitationProps & { looked: Looked }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const entering = useAction()
  const name = looked.name === null ? '' : `${looked.name.name} ${looked.name.surname}`
  const { schoolName, className, curator } = looked
  const enter = async () => {
    const { personId } = await api(redeem, { secret, names: null, position: null, child: null })
    if (personId !== null) perTab.set('person', personId)
    await reloadMe()
    await navigate({ to: personId === null ? '/waiting' : '/hello' })
  }
  return (
    <Entry
      title={t({ id: 'invites.is-it-you', message: 'Это вы?' })}
      note={t({ id: 'invites.is-it-you.note', message: `Листок выдан ученику. Школа: ${schoolName}.` })}
      onBack={onAnother}
      foot={
        <>
          <div className="flex gap-3 rounded-m bg-surface px-4 py-3.5 text-14 text-ink-2">
            <Icon of={ShieldCheck} className="text-board-ink" />
            {t({
              id: 'invites.is-it-you.once',
              message:
                'Листок сработает один раз. Если его кто-то забрал, классный руководитель отменит его за секунду.',
            })}
          </div>
          <SupportLine />
        </>
      }
    >
      <Card as="section" className="flex flex-col items-center gap-1 px-6 py-6 text-center">
        <Avatar id={secret} name={name} size="xl" />
        <div className="mt-3 text-[20px] font-bold">{name}</div>
        <div className="text-ink-2">
          {[className, curator !== null && t({ id: 'invites.curator', message: `классный руководитель ${curator}` })]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </Card>
      <div className="mt-5 flex flex-col gap-2.5">
        {entering.text !== undefined && <Banner tone="red">{entering.text}</Banner>}
        <Button
          look="primary"
          size="large"
          wide
          isPending={entering.isPending}
          onPress={() => void entering.run(enter)}
        >
          {t({ id: 'invites.is-it-you.yes', message: 'Да, это я' })}
        </Button>
        <Button look="outline" size="large" wide onPress={onAnother}>
          {t({ id: 'invites.is-it-you.no', message: 'Нет, чужой листок' })}
        </Button>
      </div>
    </Entry>
  )
}
