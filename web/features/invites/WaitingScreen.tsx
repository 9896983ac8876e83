import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Hourglass } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-aria-components'
import { mine } from '#contract/invites.ts'
import type { OutputOf } from '#contract/kernel/define.ts'
import { SupportLine } from '#web/features/accounts/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { ApiError } from '#web/kernel/api/api-error.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { me as whoSitsHere, reloadMe } from '#web/kernel/me.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { buttonLook } from '#web/ui/button-look.ts'
import { Card } from '#web/ui/Card.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { useVisiblePoll } from './use-visible-poll.ts'

type Request = OutputOf<typeof mine>['requests'][number]

/** How often the state is asked for while the page is open, ms. */
const askEveryMs = 4000

/** After asking: whether somebody at school has answered, and whom to ask. Goes on by itself. */
export function WaitingScreen() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const me = useMe()
  const [requests, setRequests] = useState<readonly Request[] | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const look = async () => {
    try {
      const known = whoSitsHere.get()?.persons.length ?? 0
      const answer = await api(mine, {})
      setRequests(answer.requests)
      setError(null)
      if (!answer.requests.some(({ state }) => state === 'accepted')) return
      const after = await reloadMe()
      if (after.persons.length > known || (known === 0 && after.person !== null)) await navigate({ to: '/hello' })
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      setError(failure)
    }
  }
  useVisiblePoll(look, askEveryMs)
  const isWaiting = requests?.some(({ state }) => state === 'waiting') ?? true
  return (
    <Entry
      title={
        isWaiting
          ? t({ id: 'invites.waiting', message: 'Заявка отправлена' })
          : t({ id: 'invites.my-requests', message: 'Ваши заявки' })
      }
      note={
        isWaiting
          ? t({ id: 'invites.waiting.note', message: 'Страницу можно закрыть: откроете её снова и увидите ответ.' })
          : undefined
      }
      foot={
        <>
          <Link href="/code" className={`${buttonLook('plain')} w-full`}>
            {t({ id: 'invites.have-code', message: 'У меня есть другой код' })}
          </Link>
          {me.person !== null && (
            <Link href="/" className={`${buttonLook('quiet')} w-full`}>
              {t({ id: 'invites.to-chats', message: 'К чатам' })}
            </Link>
          )}
          <SupportLine />
        </>
      }
    >
      {error !== null && <Banner tone="red">{textOfError(error)}</Banner>}
      {requests === null && error === null && (
        <SkeletonRows rows={1} label={t({ id: 'invites.waiting.loading', message: 'Смотрим заявку' })} />
      )}
      {requests?.length === 0 && (
        <p>
          {t({
            id: 'invites.no-requests',
            message: 'Заявок нет. Откройте ссылку-приглашение или введите код с листка.',
          })}
        </p>
      )}
      <div className="flex flex-col gap-3">
        {requests?.map((request) => (
          <RequestCard key={request.id} request={request} />
        ))}
      </div>
    </Entry>
  )
}

function RequestCard({ request }: { request: Request }) {
  const { t } = useLingui()
  const { state, schoolName, className, ask, reason } = request
  const where = [className, schoolName].filter(Boolean).join(' · ')
  return (
    <Card as="article" className="flex flex-col gap-2 p-5">
      <div className="flex items-center gap-3">
        {state === 'waiting' && <Icon of={Hourglass} className="text-ink-2" />}
        <h2 className="grow">{where}</h2>
        {state === 'waiting' && <Tag tone="blue">{t({ id: 'invites.state.waiting', message: 'ждёт ответа' })}</Tag>}
        {state === 'accepted' && <Tag tone="green">{t({ id: 'invites.state.accepted', message: 'принята' })}</Tag>}
        {state === 'declined' && <Tag tone="red">{t({ id: 'invites.state.declined', message: 'отклонена' })}</Tag>}
      </div>
      {reason !== null && <p>{reason}</p>}
      {ask !== null && state !== 'accepted' && (
        <p className="text-14 text-ink-2">
          {state === 'waiting'
            ? t({ id: 'invites.who-answers', message: `Ответит ${ask}.` })
            : t({ id: 'invites.whom-to-ask', message: `Спросите: ${ask}.` })}
        </p>
      )}
    </Card>
  )
}
