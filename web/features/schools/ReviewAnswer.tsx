import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { approve, giveAdminLoginCode, rejectApplication, returnApplication } from '#contract/schools.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SecretCode } from '#web/ui/SecretCode.tsx'
import { TextArea } from '#web/ui/TextField.tsx'
import { toasts } from '#web/ui/toasts.ts'
import type { Application } from './FormSummary.tsx'

/** The checklist and the answers; afterwards what was answered. */
export function ReviewAnswer({ application, onAnswered }: { application: Application; onAnswered: () => void }) {
  const isOpen = application.state === 'received' || application.state === 'corrected'
  return isOpen ? (
    <Checklist application={application} onAnswered={onAnswered} />
  ) : (
    <Answered application={application} />
  )
}

type Checks = Record<'name' | 'phone' | 'signature', boolean>

function Checklist({ application, onAnswered }: { application: Application; onAnswered: () => void }) {
  const { t } = useLingui()
  const [checks, setChecks] = useState<Checks>({ name: false, phone: false, signature: false })
  const [asking, setAsking] = useState<'return' | 'reject' | null>(null)
  const approving = useAction()
  const { installation } = useMe()
  const who = `${application.form.admin.name} ${application.form.admin.surname}`
  const texts = {
    name: t({ id: 'schools.check.name', message: 'ФИО администратора совпадает' }),
    phone: t({ id: 'schools.check.phone', message: 'Телефон совпадает' }),
    signature: t({ id: 'schools.check.signature', message: 'Есть подпись директора и печать' }),
  }
  const isComplete = checks.name && checks.phone && checks.signature
  const accept = () =>
    void approving.run(async () => {
      await api(approve, { applicationId: application.id, checks: { name: true, phone: true, signature: true } })
      toasts.show(t({ id: 'schools.approved', message: 'Школа создана' }))
      onAnswered()
    })
  return (
    <>
      <section
        aria-label={t({ id: 'schools.checklist', message: 'Сверьте с приказом' })}
        className="mt-5 rounded-m bg-surface-2 px-4 py-3"
      >
        <h3 className="text-14">{t({ id: 'schools.checklist', message: 'Сверьте с приказом' })}</h3>
        {(Object.keys(texts) as (keyof Checks)[]).map((key) => (
          <Checkbox
            key={key}
            isSelected={checks[key]}
            onChange={(on) => setChecks({ ...checks, [key]: on })}
            className="text-14 wide:min-h-9"
          >
            {texts[key]}
          </Checkbox>
        ))}
      </section>
      <div className="mt-auto flex flex-col gap-2.5 pt-6">
        {approving.text !== undefined && <Banner tone="red">{approving.text}</Banner>}
        <Button
          look="primary"
          size="large"
          wide
          isDisabled={!isComplete}
          isPending={approving.isPending}
          onPress={accept}
        >
          {t({ id: 'schools.approve', message: 'Одобрить и создать школу' })}
        </Button>
        <Button look="outline" wide onPress={() => setAsking('return')}>
          {t({ id: 'schools.return', message: 'Вернуть с причиной' })}
        </Button>
        <Button look="plain" wide className="text-coral!" onPress={() => setAsking('reject')}>
          {t({ id: 'schools.reject', message: 'Отклонить' })}
        </Button>
        <p className="text-13 text-ink-2">
          {installation.sms
            ? t({ id: 'schools.after.sms', message: `${who} получит СМС. Войти можно только с этого номера.` })
            : t({
                id: 'schools.after.outbox',
                message: `${who} войдёт с этого номера. Код появится у вас в разделе «Коды».`,
              })}
        </p>
      </div>
      {asking !== null && (
        <ReasonDialog kind={asking} application={application} onClose={() => setAsking(null)} onAnswered={onAnswered} />
      )}
    </>
  )
}

function ReasonDialog({
  kind,
  application,
  onClose,
  onAnswered,
}: {
  kind: 'return' | 'reject'
  application: Application
  onClose: () => void
  onAnswered: () => void
}) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const answering = useAction()
  const isReturn = kind === 'return'
  const send = () => {
    if (reason.trim() === '') return answering.mark({ reason: 'required' })
    void answering.run(async () => {
      await api(isReturn ? returnApplication : rejectApplication, {
        applicationId: application.id,
        reason: inOneLine(reason),
      })
      onClose()
      onAnswered()
    })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        isReturn
          ? t({ id: 'schools.return', message: 'Вернуть с причиной' })
          : t({ id: 'schools.reject.title', message: 'Отклонить заявку' })
      }
      footer={
        <Button look={isReturn ? 'primary' : 'danger'} isPending={answering.isPending} onPress={send}>
          {isReturn
            ? t({ id: 'schools.return.send', message: 'Вернуть заявку' })
            : t({ id: 'schools.reject', message: 'Отклонить' })}
        </Button>
      }
    >
      <TextArea
        label={t({ id: 'schools.reason', message: 'Причина: её прочитает школа' })}
        placeholder={
          isReturn ? t({ id: 'schools.reason.example', message: 'В приказе другой номер телефона' }) : undefined
        }
        value={reason}
        onChange={(typed) => {
          setReason(typed)
          answering.clear()
        }}
        maxLength={1000}
        error={answering.field('reason') ?? answering.text}
        autoFocus
      />
    </Dialog>
  )
}

function Answered({ application }: { application: Application }) {
  const { t } = useLingui()
  const [secret, setSecret] = useState<{ code: string; validHours: number } | null>(null)
  const giving = useAction()
  return (
    <div className="mt-5 flex flex-col gap-3">
      {application.reason !== null && <Banner tone="bell">{application.reason}</Banner>}
      {application.state === 'approved' && (
        <>
          <p className="text-14 text-ink-2">
            {t({
              id: 'schools.lost-phone',
              message: 'Администратор потерял телефон? Дайте ему код: он войдёт, а на прежних устройствах выйдет.',
            })}
          </p>
          <Button
            look="outline"
            isPending={giving.isPending}
            onPress={() =>
              void giving.run(async () => setSecret(await api(giveAdminLoginCode, { applicationId: application.id })))
            }
          >
            {t({ id: 'schools.give-code', message: 'Дать код для входа' })}
          </Button>
          {giving.text !== undefined && <Banner tone="red">{giving.text}</Banner>}
        </>
      )}
      {secret !== null && (
        <Dialog
          isOpen
          onClose={() => setSecret(null)}
          title={t({ id: 'schools.give-code.title', message: 'Код для входа' })}
        >
          <SecretCode
            code={secret.code}
            name={`${application.form.admin.name} ${application.form.admin.surname}`}
            note={t({
              id: 'secret.once',
              message: `Код виден один раз и действует ${secret.validHours} ч. Никому, кроме этого человека, его не сообщайте.`,
            })}
            address={`${location.origin}/code`}
          />
        </Dialog>
      )}
    </div>
  )
}

function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
}
