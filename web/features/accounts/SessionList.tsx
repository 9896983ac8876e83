import { useLingui } from '@lingui/react/macro'
import { Laptop, Smartphone } from 'lucide-react'
import { useCallback, useState } from 'react'
import { endOtherSessions, endSession, listSessions } from '#contract/accounts.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useSnapshot } from '#web/kernel/live/use-snapshot.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { whenText } from '#web/kernel/when.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { toasts } from '#web/ui/toasts.ts'

type Session = OutputOf<typeof listSessions>['sessions'][number]

/** Where this account is signed in; others are ended one by one or at once. */
export function SessionList() {
  const { t } = useLingui()
  const [sessions, setSessions] = useState<readonly Session[] | null>(null)
  const load = useCallback(async () => setSessions((await api(listSessions, {})).sessions), [])
  const state = useSnapshot(null, load)
  const ending = useAction()
  const end = (work: () => Promise<unknown>, said: string) =>
    void ending.run(async () => {
      await work()
      await state.reload()
      toasts.show(said)
    })
  if (sessions === null) {
    return state.error === null ? (
      <SkeletonRows rows={2} label={t({ id: 'accounts.sessions.loading', message: 'Загружаем список устройств' })} />
    ) : (
      <Banner tone="red">{textOfError(state.error)}</Banner>
    )
  }
  return (
    <Card as="section" className="divide-y divide-line-2">
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          onEnd={() =>
            end(
              () => api(endSession, { sessionId: session.id }),
              t({ id: 'accounts.sessions.ended', message: 'На том устройстве вы вышли' }),
            )
          }
        />
      ))}
      {sessions.length > 1 && (
        <div className="p-3">
          <Button
            look="danger"
            wide
            isPending={ending.isPending}
            onPress={() =>
              end(
                () => api(endOtherSessions, {}),
                t({ id: 'accounts.sessions.others-ended', message: 'На других устройствах вы вышли' }),
              )
            }
          >
            {t({ id: 'accounts.sessions.end-others', message: 'Выйти на других устройствах' })}
          </Button>
        </div>
      )}
      {ending.text !== undefined && <p className="px-5 py-3 text-13 text-coral">{ending.text}</p>}
    </Card>
  )
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { t, i18n } = useLingui()
  const words = {
    today: t({ id: 'when.today', message: 'сегодня' }),
    yesterday: t({ id: 'when.yesterday', message: 'вчера' }),
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const seen = whenText(session.seenAt, Date.now(), { zone, locale: i18n.locale, words })
  return (
    <div className="flex min-h-[62px] items-center gap-3 px-5 py-2">
      <Icon of={/iPhone|Android|телефон/i.test(session.device) ? Smartphone : Laptop} className="text-ink-2" />
      <div className="min-w-0 grow">
        <div className="font-medium">{session.device}</div>
        <div className="num text-14 text-ink-2">{[session.network, seen].filter(Boolean).join(' · ')}</div>
      </div>
      {session.current ? (
        <Tag tone="green">{t({ id: 'accounts.sessions.this', message: 'это устройство' })}</Tag>
      ) : (
        <Button look="outline" size="small" onPress={onEnd}>
          {t({ id: 'accounts.sessions.end', message: 'Выйти' })}
        </Button>
      )}
    </div>
  )
}
