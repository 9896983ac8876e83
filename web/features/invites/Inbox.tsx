import { useLingui } from '@lingui/react/macro'
import { Inbox as InboxIcon } from 'lucide-react'
import { Suspense, useState } from 'react'
import { accept } from '#contract/invites.ts'
import { StatusRequest } from '#web/features/people/index.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Chips } from '#web/ui/Chips.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { RequestRow } from './RequestRow.tsx'
import { acceptableAtOnce, type Group, groupOf, type RequestLine } from './request-line.ts'
import type { Desk } from './use-desk.ts'

/** What waits for an answer of the school, by kind; those on the lists go with one press. */
export function Inbox({ desk }: { desk: Pick<Desk, 'requests' | 'statusRequests'> }) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState<Group | null>(null)
  const { requests, statusRequests } = desk
  const of = (group: Group) => requests.filter((request) => groupOf(request) === group)
  const groups: { id: Group; text: string; count: number }[] = [
    { id: 'pupils', text: t({ id: 'invites.inbox.pupils', message: 'Ученики' }), count: of('pupils').length },
    {
      id: 'staff',
      text: t({ id: 'invites.inbox.staff', message: 'Сотрудники' }),
      count: of('staff').length + statusRequests.length,
    },
    { id: 'parents', text: t({ id: 'invites.inbox.parents', message: 'Родители' }), count: of('parents').length },
  ]
  const all = requests.length + statusRequests.length
  // The first kind with somebody in it, until one is chosen by hand.
  const open = chosen ?? groups.find(({ count }) => count > 0)?.id ?? 'pupils'
  const listed = acceptableAtOnce(of(open))
  return (
    <div className="flex min-h-full flex-col">
      <header className="mb-2 flex items-center gap-3">
        <h2 className="grow">{t({ id: 'invites.inbox', message: 'Заявки на вступление' })}</h2>
        <Badge count={all} label={t({ id: 'invites.inbox.count', message: `ждут ответа: ${all}` })} />
      </header>
      {all === 0 ? (
        <EmptyState icon={InboxIcon}>
          {t({
            id: 'invites.inbox.empty',
            message: 'Никто не ждёт ответа. Заявки приходят сюда, когда кто-то открывает ссылку-приглашение.',
          })}
        </EmptyState>
      ) : (
        <Chips
          label={t({ id: 'invites.inbox.kinds', message: 'Чьи заявки' })}
          chips={groups}
          value={open}
          onChange={setChosen}
        />
      )}
      <div className="divide-y divide-line-2">
        {of(open).map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
        <Suspense>
          {open === 'staff' && statusRequests.map((line) => <StatusRequest key={line.id} line={line} />)}
        </Suspense>
      </div>
      {listed.length > 1 && <AcceptListed requests={listed} />}
    </div>
  )
}

function AcceptListed({ requests }: { requests: readonly RequestLine[] }) {
  const { t } = useLingui()
  const accepting = useAction()
  const count = requests.length
  const all = async () => {
    for (const { id, match } of requests) await api(accept, { requestId: id, matchId: match?.personId ?? null })
  }
  return (
    <div className="mt-auto pt-5">
      {accepting.text !== undefined && <p className="mb-2 text-13 text-coral">{accepting.text}</p>}
      <Button look="primary" wide isPending={accepting.isPending} onPress={() => void accepting.run(all)}>
        {t({ id: 'invites.accept-listed', message: `Принять всех, кто в списке: ${count}` })}
      </Button>
    </div>
  )
}
