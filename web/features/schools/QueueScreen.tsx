import { useAddressPart } from '#web/kernel/use-address-part.ts'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link as RouterLink, Outlet } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { FileCheck, FileSearch } from 'lucide-react'
import { useState } from 'react'
import type { OutputOf } from '#contract/kernel/define.ts'
import { applications } from '#contract/schools.ts'
import { SupportLine } from '#web/features/accounts/index.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useQuery } from '#web/kernel/use-call.ts'
import { agoOf } from '#web/kernel/when.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Chips } from '#web/ui/Chips.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { QueueReload } from './queue-reload.ts'
import { StateTag } from './StateTag.tsx'

type Application = OutputOf<typeof applications>['applications'][number]

/** Applications at the left, the opened one beside them; on a phone one after the other. */
export function QueueScreen() {
  const { t } = useLingui()
  const applicationId = useAddressPart('applicationId')
  const [part, setPart] = useState<'open' | 'answered'>('open')
  const { data, error, reload } = useQuery(applications, { open: part === 'open' })
  const waiting = part === 'open' ? (data?.applications.length ?? 0) : 0
  const isOpened = applicationId !== undefined
  return (
    <div className="flex min-h-0 flex-1">
      <section
        className={clsx(
          'flex min-h-0 flex-col bg-surface max-wide:flex-1 wide:w-[330px] wide:shrink-0',
          isOpened && 'max-wide:hidden',
        )}
      >
        <header className="flex items-center gap-3 px-[18px] pt-4 pb-2">
          <h1 className="grow text-[21px]!">{t({ id: 'schools.queue', message: 'Заявки школ' })}</h1>
          <Badge count={waiting} label={t({ id: 'schools.queue.waiting', message: `ждут ответа: ${waiting}` })} />
        </header>
        <Chips
          label={t({ id: 'schools.queue.which', message: 'Какие заявки' })}
          className="px-[18px] pb-2!"
          chips={[
            { id: 'open', text: t({ id: 'schools.queue.open', message: 'Ждут ответа' }) },
            { id: 'answered', text: t({ id: 'schools.queue.answered', message: 'С ответом' }) },
          ]}
          value={part}
          onChange={setPart}
        />
        {error !== null && <Banner tone="red">{textOfError(error)}</Banner>}
        <div className="min-h-0 flex-1 overflow-auto px-2.5 pt-1.5 pb-4">
          {data === undefined && error === null && (
            <SkeletonRows rows={4} label={t({ id: 'schools.queue.loading', message: 'Загружаем заявки' })} />
          )}
          {data?.applications.length === 0 && (
            <EmptyState icon={FileCheck}>
              {part === 'open'
                ? t({
                    id: 'schools.queue.empty',
                    message: 'Новых заявок нет. Школа подаёт заявку по адресу этого сайта: «Подключить свою школу».',
                  })
                : t({ id: 'schools.queue.none', message: 'Ни на одну заявку ещё не ответили.' })}
            </EmptyState>
          )}
          {data?.applications.map((one) => (
            <QueueRow key={one.id} application={one} isOpened={one.id === applicationId} />
          ))}
        </div>
        <div className="px-[18px] pb-3">
          <SupportLine />
        </div>
      </section>
      <div className={clsx('flex min-h-0 min-w-0 flex-1', !isOpened && 'max-wide:hidden')}>
        <QueueReload value={reload}>
          <Outlet />
        </QueueReload>
        {!isOpened && (
          <div className="m-auto">
            <EmptyState icon={FileSearch}>
              {t({ id: 'schools.queue.choose', message: 'Выберите заявку: приказ откроется рядом.' })}
            </EmptyState>
          </div>
        )}
      </div>
    </div>
  )
}

function QueueRow({ application, isOpened }: { application: Application; isOpened: boolean }) {
  const { form, state, id, changedAt } = application
  return (
    <RouterLink
      to={`/applications/${id}`}
      className={clsx(
        'flex min-h-[62px] items-start gap-3 rounded-m px-3.5 py-2.5',
        isOpened ? 'bg-board-soft' : 'hover:bg-hover',
      )}
      aria-current={isOpened ? 'page' : undefined}
    >
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{form.shortName}</span>
        <span className="block truncate text-13 text-ink-2">{placeOf(form.address)}</span>
        {state !== 'received' && (
          <span className="mt-1 block">
            <StateTag state={state} />
          </span>
        )}
      </span>
      <span className="num shrink-0 text-13 text-ink-2">{useAgo(changedAt)}</span>
    </RouterLink>
  )
}

function useAgo(at: number): string {
  const { t } = useLingui()
  const { unit, count } = agoOf(at, Date.now())
  if (unit === 'now') return t({ id: 'when.now', message: 'сейчас' })
  if (unit === 'minutes') return t({ id: 'when.minutes', message: `${count} мин` })
  if (unit === 'hours') return t({ id: 'when.hours', message: `${count} ч` })
  return t({ id: 'when.days', message: plural(count, { one: '# день', few: '# дня', many: '# дней', other: '# дня' }) })
}

/** The town of an address, or its beginning. */
function placeOf(address: string): string {
  const parts = address.split(',').map((part) => part.trim())
  return (
    parts.find((part) => /^(г\.|город|с\.|село|пос|пгт|дер)/i.test(part))?.replace(/^(г\.|город)\s*/i, '') ?? address
  )
}
