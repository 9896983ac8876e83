import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { apply } from '#contract/schools.ts'
import { ConsentLine, SupportLine } from '#web/features/accounts/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { useDraft } from '#web/kernel/use-draft.ts'
import { ApplicationFields } from './ApplicationFields.tsx'
import { emptyDraft, formOf } from './application-draft.ts'
import { FormPage } from './FormPage.tsx'

/** A school asks to be taken in. What is typed stays in the tab until it is sent. */
export function ApplyScreen() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [draft, change, clear] = useDraft('application', emptyDraft)
  return (
    <FormPage
      title={t({ id: 'schools.apply', message: 'Заявка на регистрацию' })}
      note={t({
        id: 'schools.apply.note',
        message: 'Заявку рассмотрит оператор. Понадобится приказ о назначении администратора.',
      })}
      onBack={() => void navigate({ to: '/' })}
      foot={
        <>
          <ConsentLine />
          <SupportLine />
        </>
      }
    >
      <ApplicationFields
        draft={draft}
        onChange={change}
        needsOrder
        submitText={t({ id: 'schools.apply.send', message: 'Отправить заявку' })}
        onSubmit={async (upload) => {
          const { token } = await api(apply, { form: formOf(draft), upload: upload ?? '' })
          clear()
          await navigate({ to: '/application', hash: token })
        }}
      />
    </FormPage>
  )
}
