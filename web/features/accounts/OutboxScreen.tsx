import { useLingui } from '@lingui/react/macro'
import { MessageSquareLock } from 'lucide-react'
import { useCallback, useState } from 'react'
import { showOutboxCode, smsOutbox } from '#contract/accounts.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useSnapshot } from '#web/kernel/live/use-snapshot.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { timeText } from '#web/kernel/when.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'

type Outbox = OutputOf<typeof smsOutbox>

/** Where no SMS gateway is set the operator reads the codes of school administrators out to them. */
export function OutboxScreen() {
  const { t } = useLingui()
  const [outbox, setOutbox] = useState<Outbox | null>(null)
  const load = useCallback(async () => setOutbox(await api(smsOutbox, {})), [])
  const state = useSnapshot(null, load)
  return (
    <Page
      width="form"
      title={t({ id: 'accounts.outbox', message: 'Коды для входа' })}
      note={t({
        id: 'accounts.outbox.note',
        message: 'Только коды администраторов школ. Продиктуйте код по телефону из заявки; каждый показ записывается.',
      })}
      actions={
        <Button onPress={() => void state.reload()}>{t({ id: 'accounts.outbox.reload', message: 'Обновить' })}</Button>
      }
    >
      {state.error !== null && <Banner tone="red">{textOfError(state.error)}</Banner>}
      {outbox === null ? (
        state.isLoading && (
          <SkeletonRows rows={3} label={t({ id: 'accounts.outbox.loading', message: 'Загружаем коды' })} />
        )
      ) : (
        <Waiting outbox={outbox} />
      )}
    </Page>
  )
}

function Waiting({ outbox }: { outbox: Outbox }) {
  const { t } = useLingui()
  if (outbox.gateway) {
    return (
      <Card>
        <EmptyState icon={MessageSquareLock}>
          {t({ id: 'accounts.outbox.gateway', message: 'Коды уходят по СМС сами. Здесь они появились бы без шлюза.' })}
        </EmptyState>
      </Card>
    )
  }
  if (outbox.waiting.length === 0) {
    return (
      <Card>
        <EmptyState icon={MessageSquareLock}>
          {t({
            id: 'accounts.outbox.empty',
            message: 'Никто не ждёт кода. Он появится, когда администратор школы нажмёт «Получить код».',
          })}
        </EmptyState>
      </Card>
    )
  }
  return (
    <Card as="section" className="divide-y divide-line-2">
      {outbox.waiting.map((code) => (
        <WaitingCode key={code.id} code={code} />
      ))}
    </Card>
  )
}

function WaitingCode({ code }: { code: Outbox['waiting'][number] }) {
  const { t, i18n } = useLingui()
  const [shown, setShown] = useState<string | null>(null)
  const showing = useAction()
  const until = timeText(code.expiresAt, {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: i18n.locale,
  })
  const { phoneTail } = code
  return (
    <div className="flex min-h-[72px] flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-0 grow">
        <div className="font-medium">{code.whose}</div>
        <div className="num text-14 text-ink-2">
          {t({ id: 'accounts.outbox.phone', message: `номер на …${phoneTail} · действует до ${until}` })}
        </div>
      </div>
      {shown !== null ? (
        <output className="num text-24 font-bold tracking-[0.12em]">{shown}</output>
      ) : (
        <Button
          look="primary"
          isPending={showing.isPending}
          onPress={() => void showing.run(async () => setShown((await api(showOutboxCode, { id: code.id })).code))}
        >
          {t({ id: 'accounts.outbox.show', message: 'Показать код' })}
        </Button>
      )}
      {showing.text !== undefined && <p className="w-full text-13 text-coral">{showing.text}</p>}
    </div>
  )
}
