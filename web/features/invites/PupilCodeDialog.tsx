import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { makeCode } from '#contract/invites.ts'
import type { PupilLine } from '#web/features/classes/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NameFields, type TypedNames } from '#web/ui/NameFields.tsx'
import { SecretCode } from '#web/ui/SecretCode.tsx'
import { addressOf, type CodeLine } from './link-line.ts'

/** A slip with a one-time code, for a pupil of the list or for a new name: then the entry becomes a request. */
export function PupilCodeDialog({
  classId,
  pupil,
  onClose,
}: {
  classId: string
  pupil: PupilLine | null
  onClose: () => void
}) {
  const { t } = useLingui()
  const [made, setMade] = useState<{ code: CodeLine; secret: string } | null>(null)
  const [names, setNames] = useState<TypedNames>({ surname: '', name: '', patronymic: '' })
  const making = useAction()
  const time = useSchoolTime()
  const make = () => {
    const missing = {
      ...(names.surname.trim() === '' ? { surname: 'required' } : {}),
      ...(names.name.trim() === '' ? { name: 'required' } : {}),
    }
    if (pupil === null && Object.keys(missing).length > 0) return making.mark(missing)
    const whom =
      pupil === null ? { surname: names.surname, name: names.name, patronymic: null } : { personId: pupil.id }
    void making.run(async () => setMade(await api(makeCode, { classId, whom })))
  }
  const until = made === null ? '' : time.full(made.code.expiresAt)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t({ id: 'invites.slip.title', message: 'Листок для входа' })}
      footer={
        made === null ? (
          <Button look="primary" isPending={making.isPending} onPress={make}>
            {t({ id: 'invites.slip.make', message: 'Сделать листок' })}
          </Button>
        ) : undefined
      }
    >
      {made !== null ? (
        <SecretCode
          code={made.secret}
          name={made.code.name}
          address={`${location.origin}/code`}
          link={addressOf(made.secret, location.origin)}
          note={t({
            id: 'invites.slip.once',
            message: `Код виден один раз, сработает один раз и действует до ${until}.`,
          })}
        />
      ) : (
        <div className="flex flex-col gap-4">
          <p className="text-14 text-ink-2">
            {pupil === null
              ? t({
                  id: 'invites.slip.new',
                  message: 'Для ученика, которого ещё нет в списке. После входа придёт заявка.',
                })
              : t({
                  id: 'invites.slip.for',
                  message: `${pupil.name} войдёт по коду без телефона. Прежний листок перестанет действовать.`,
                })}
          </p>
          {pupil === null && <NameFields names={names} onChange={setNames} error={making.field} />}
          {making.text !== undefined && <Banner tone="red">{making.text}</Banner>}
        </div>
      )}
    </Dialog>
  )
}
