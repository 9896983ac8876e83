import { useLingui } from '@lingui/react/macro'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-aria-components'
import type { OutputOf } from '#contract/kernel/define.ts'
import { correctApplication, followApplication } from '#contract/schools.ts'
import { SupportLine } from '#web/features/accounts/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useFragment } from '#web/kernel/fragment.ts'
import { useQuery } from '#web/kernel/use-call.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { buttonLook } from '#web/ui/button-look.ts'
import { Card } from '#web/ui/Card.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { ApplicationFields } from './ApplicationFields.tsx'
import { draftOf, formOf } from './application-draft.ts'
import { FormPage } from './FormPage.tsx'
import { StateTag } from './StateTag.tsx'

type Application = OutputOf<typeof followApplication>['application']

/** The private link of an application: how it stands, and what to do next. Whoever has the link may see it. */
export function ApplicationScreen() {
  const { t } = useLingui()
  const token = useFragment(false) ?? ''
  const { data, error, reload } = useQuery(followApplication, { token: token === '' ? 'none' : token })
  const title = data?.application.form.shortName ?? t({ id: 'schools.application', message: 'Заявка школы' })
  return (
    <FormPage title={title} foot={<SupportLine />}>
      {error !== null && (
        <Banner tone="red">
          {error.code === 'not_found'
            ? t({
                id: 'schools.application.unknown',
                message: 'Такой заявки нет. Проверьте, что ссылка скопирована целиком.',
              })
            : textOfError(error)}
        </Banner>
      )}
      {data === undefined && error === null && (
        <SkeletonRows rows={2} label={t({ id: 'schools.application.loading', message: 'Загружаем заявку' })} />
      )}
      {data !== undefined && <Standing application={data.application} token={token} onChanged={reload} />}
    </FormPage>
  )
}

function Standing({
  application,
  token,
  onChanged,
}: {
  application: Application
  token: string
  onChanged: () => void
}) {
  const { t } = useLingui()
  const [isCorrecting, setCorrecting] = useState(false)
  const { state, reason } = application
  return (
    <div className="flex flex-col gap-4">
      <Card as="section" className="flex flex-col items-start gap-3 p-5">
        <StateTag state={state} />
        <p>{useStateText(state)}</p>
        {reason !== null && (state === 'returned' || state === 'rejected') && (
          <blockquote className="w-full rounded-m bg-bell-soft px-4 py-3 text-bell-ink">{reason}</blockquote>
        )}
        {state === 'returned' && !isCorrecting && (
          <Button look="primary" onPress={() => setCorrecting(true)}>
            {t({ id: 'schools.correct', message: 'Исправить заявку' })}
          </Button>
        )}
        {state === 'approved' && (
          <Link href="/enter" className={buttonLook('primary')}>
            {t({ id: 'schools.enter', message: 'Войти по номеру телефона' })}
          </Link>
        )}
        {state !== 'approved' && state !== 'rejected' && <KeepLink />}
      </Card>
      {isCorrecting && state === 'returned' && (
        <Correction
          application={application}
          token={token}
          onSent={() => {
            setCorrecting(false)
            onChanged()
          }}
        />
      )}
    </div>
  )
}

function useStateText(state: Application['state']): string {
  const { t } = useLingui()
  const texts: Record<Application['state'], string> = {
    received: t({
      id: 'schools.state.received',
      message: 'Заявка получена. Оператор сверит её с приказом; ответ появится на этой странице.',
    }),
    corrected: t({
      id: 'schools.state.corrected',
      message: 'Исправленная заявка получена. Ответ появится на этой странице.',
    }),
    returned: t({
      id: 'schools.state.returned',
      message: 'Оператор вернул заявку. Исправьте то, что он написал, и отправьте снова.',
    }),
    approved: t({
      id: 'schools.state.approved',
      message: 'Школа создана. Администратор входит по номеру телефона из заявки: придёт код.',
    }),
    rejected: t({ id: 'schools.state.rejected', message: 'Оператор отклонил заявку.' }),
  }
  return texts[state]
}

function KeepLink() {
  const { t } = useLingui()
  const copy = async () => {
    await navigator.clipboard.writeText(location.href)
    toasts.show(t({ id: 'schools.link-copied', message: 'Ссылка скопирована' }))
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-14 text-ink-2">
      <span>{t({ id: 'schools.keep-link', message: 'Сохраните ссылку на эту страницу: по ней видно ответ.' })}</span>
      <Button look="outline" size="small" icon={Copy} onPress={() => void copy()}>
        {t({ id: 'schools.copy-link', message: 'Скопировать ссылку' })}
      </Button>
    </div>
  )
}

function Correction({ application, token, onSent }: { application: Application; token: string; onSent: () => void }) {
  const { t } = useLingui()
  const [draft, setDraft] = useState(() => draftOf(application.form))
  return (
    <ApplicationFields
      draft={draft}
      onChange={setDraft}
      needsOrder={false}
      orderName={application.order.name}
      submitText={t({ id: 'schools.send-again', message: 'Отправить снова' })}
      onSubmit={async (upload) => {
        await api(correctApplication, { token, form: formOf(draft), upload })
        onSent()
      }}
    />
  )
}
