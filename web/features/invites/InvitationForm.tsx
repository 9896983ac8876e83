import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { redeem } from '#contract/invites.ts'
import { ConsentLine, SupportLine } from '#web/features/accounts/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { stillAtFault } from '#web/kernel/check-input.ts'
import { perTab } from '#web/kernel/local.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useDraft } from '#web/kernel/use-draft.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { AskingFields } from './AskingFields.tsx'
import { type Asking, faultsOf, type LinkKind, nothingAsked, redeemInput } from './asking.ts'
import type { InvitationProps, Looked } from './Invitation.tsx'
import { PhoneConfirm } from './PhoneConfirm.tsx'

/** Name, and what the role needs; then a phone, where SMS is sent; then the request goes to the school. */
export function InvitationForm({
  secret,
  looked,
  kind,
  onAnother,
}: InvitationProps & { looked: Looked; kind: LinkKind }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const me = useMe()
  const [asking, change, clear] = useDraft<Asking>(`asking.${kind}`, nothingAsked)
  const [isAtPhone, setAtPhone] = useState(false)
  const sending = useAction()
  const { title, note } = useWords(looked, kind)
  const send = async () => {
    const { personId } = await api(redeem, redeemInput(kind, asking, secret))
    clear()
    if (personId !== null) perTab.set('person', personId)
    await reloadMe()
    await navigate({ to: personId === null ? '/waiting' : '/hello' })
  }
  const type = (next: Asking) => {
    change(next)
    if (sending.error?.code === 'invalid_input')
      sending.mark(stillAtFault(sending.error.fields, faultsOf(kind, next, secret)))
  }
  const submit = () => {
    const faults = faultsOf(kind, asking, secret)
    if (Object.keys(faults).length > 0) return sending.mark(faults)
    sending.clear()
    if (looked.smsPossible && me.accountId === null) setAtPhone(true)
    else void sending.run(send)
  }
  if (isAtPhone) {
    return (
      <Suspense>
        <PhoneConfirm
          secret={secret}
          isPupil={kind === 'pupil'}
          sending={sending}
          onSend={send}
          onBack={() => setAtPhone(false)}
        />
      </Suspense>
    )
  }
  return (
    <Entry title={title} note={note} onBack={onAnother} foot={<Foot />}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <AskingFields kind={kind} asking={asking} onChange={type} error={sending.field} />
        {sending.text !== undefined && <Banner tone="red">{sending.text}</Banner>}
        <Button type="submit" look="primary" size="large" wide isPending={sending.isPending}>
          {t({ id: 'invites.join', message: 'Присоединиться' })}
        </Button>
      </form>
    </Entry>
  )
}

function Foot() {
  return (
    <>
      <ConsentLine />
      <SupportLine />
    </>
  )
}

function useWords(looked: Looked, kind: LinkKind): { title: string; note: string } {
  const { t } = useLingui()
  const { schoolName } = looked
  const className = looked.className ?? ''
  const titles: Record<LinkKind, string> = {
    administration: t({ id: 'invites.join.administration', message: 'Администрация школы' }),
    teacher: t({ id: 'invites.join.teacher', message: 'Присоединиться к школе' }),
    staff: t({ id: 'invites.join.staff', message: 'Присоединиться к школе' }),
    pupil: t({ id: 'invites.join.pupil', message: `Вступить в ${className}` }),
    parent: t({ id: 'invites.join.parent', message: `Родители ${className}` }),
  }
  const who = looked.curator ?? t({ id: 'invites.some-admin', message: 'администратор школы' })
  return { title: titles[kind], note: t({ id: 'invites.join.note', message: `${schoolName}. Заявку примет ${who}.` }) }
}
