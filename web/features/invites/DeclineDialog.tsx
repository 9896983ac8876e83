import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { decline } from '#contract/invites.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { askerName, type RequestLine } from './request-line.ts'

/** A refusal reaches a person: a word why may go with it. */
export function DeclineDialog({ request, onClose }: { request: RequestLine; onClose: () => void }) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const declining = useAction()
  const name = askerName(request)
  const send = () =>
    void declining.run(async () => {
      await api(decline, { requestId: request.id, reason: reason.trim() === '' ? null : reason })
      onClose()
    })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t({ id: 'invites.decline.title', message: 'Отклонить заявку' })}
      footer={
        <Button look="danger" isPending={declining.isPending} onPress={send}>
          {t({ id: 'invites.decline', message: 'Отклонить' })}
        </Button>
      }
    >
      <TextField
        label={t({ id: 'invites.decline.reason', message: `Причина, если нужно: её увидит ${name}` })}
        value={reason}
        onChange={setReason}
        maxLength={300}
        error={declining.field('reason') ?? declining.text}
        autoFocus
      />
    </Dialog>
  )
}
