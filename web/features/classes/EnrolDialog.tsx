import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { enrolNew } from '#contract/classes.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NameFields, type TypedNames } from '#web/ui/NameFields.tsx'
import { toasts } from '#web/ui/toasts.ts'

const noNames: TypedNames = { surname: '', name: '', patronymic: '' }

/** Puts pupils on the class list one after another: the dialog stays open for the next. */
export function EnrolDialog({
  classId,
  className,
  onClose,
}: {
  classId: string
  className: string
  onClose: () => void
}) {
  const { t } = useLingui()
  const [names, setNames] = useState(noNames)
  const enrolling = useAction()
  const enrol = () => {
    const missing = {
      ...(names.surname.trim() === '' ? { surname: 'required' } : {}),
      ...(names.name.trim() === '' ? { name: 'required' } : {}),
    }
    if (Object.keys(missing).length > 0) return enrolling.mark(missing)
    void enrolling.run(async () => {
      await api(enrolNew, {
        classId,
        surname: names.surname,
        name: names.name,
        patronymic: names.patronymic.trim() === '' ? null : names.patronymic,
      })
      const who = `${names.surname} ${names.name}`
      toasts.show(t({ id: 'classes.enrolled', message: `В списке ${className}: ${who}` }))
      setNames(noNames)
    })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t({ id: 'classes.enrol.title', message: `Зачислить в ${className}` })}
      footer={
        <>
          <Button look="quiet" onPress={onClose}>
            {t({ id: 'ui.done', message: 'Готово' })}
          </Button>
          <Button look="primary" isPending={enrolling.isPending} onPress={enrol}>
            {t({ id: 'classes.enrol', message: 'Зачислить' })}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          enrol()
        }}
      >
        <NameFields names={names} onChange={setNames} error={enrolling.field} hasPatronymic />
        {enrolling.text !== undefined && <Banner tone="red">{enrolling.text}</Banner>}
        <button type="submit" className="hidden">
          {t({ id: 'classes.enrol', message: 'Зачислить' })}
        </button>
      </form>
    </Dialog>
  )
}
