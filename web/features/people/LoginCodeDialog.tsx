import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { giveLoginCode } from '#contract/people.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SecretCode } from '#web/ui/SecretCode.tsx'

/** A lost phone: a code to enter again. Old devices are signed out, so it is made by a press and not by opening this. */
export function LoginCodeDialog({ personId, name, onClose }: { personId: string; name: string; onClose: () => void }) {
  const { t } = useLingui()
  const [given, setGiven] = useState<{ code: string; validHours: number } | null>(null)
  const giving = useAction()
  const give = () => void giving.run(async () => setGiven(await api(giveLoginCode, { personId })))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t({ id: 'people.login-code.title', message: 'Код для входа' })}
      footer={
        given === null ? (
          <Button look="primary" isPending={giving.isPending} onPress={give}>
            {t({ id: 'people.login-code.give', message: 'Дать код' })}
          </Button>
        ) : undefined
      }
    >
      {given === null ? (
        <>
          <p>
            {t({
              id: 'people.login-code.note',
              message: `${name} войдёт по одноразовому коду без телефона, а на прежних устройствах выйдет.`,
            })}
          </p>
          {giving.text !== undefined && <Banner tone="red">{giving.text}</Banner>}
        </>
      ) : (
        <SecretCode
          code={given.code}
          name={name}
          address={`${location.origin}/code`}
          note={t({
            id: 'secret.once',
            message: `Код виден один раз и действует ${given.validHours} ч. Никому, кроме этого человека, его не сообщайте.`,
          })}
        />
      )}
    </Dialog>
  )
}
