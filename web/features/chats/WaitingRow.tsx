import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { CircleAlert, Clock3 } from 'lucide-react'
import { textOfCode } from '#web/kernel/error-text.ts'
import type { OutboxEntry } from '#web/kernel/outbox/outbox-entry.ts'
import { outbox } from '#web/kernel/outbox/outbox-here.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { Button } from '#web/ui/Button.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { bubbleLook } from './bubble-look.ts'
import { MarkupView } from './MarkupView.tsx'

/** Written here and not yet at the server: it waits, or it was refused and says why. */
export function WaitingRow({ entry, isFirst }: { entry: OutboxEntry; isFirst: boolean }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  const { text } = entry.input as { text: string }
  const isRefused = entry.state === 'refused'
  return (
    <div className={clsx('flex flex-col items-end pl-12', isFirst ? 'pt-2.5' : 'pt-[3px]')}>
      <div
        className={clsx(bubbleLook(true, { isFirst, isLast: true }), 'max-w-[560px]!', isRefused && 'bg-coral-soft!')}
      >
        <MarkupView text={text} />
        <span className="float-right mt-[7px] ml-3 flex items-center gap-1 text-12 leading-4 text-ink-2">
          <time className="num">{time.clock(entry.at)}</time>
          <span
            role="img"
            aria-label={
              isRefused
                ? t({ id: 'chats.refused', message: 'не отправлено' })
                : t({ id: 'chats.waiting', message: 'ждёт отправки' })
            }
            className={isRefused ? 'text-coral' : undefined}
          >
            <Icon of={isRefused ? CircleAlert : Clock3} size={14} />
          </span>
        </span>
      </div>
      {isRefused && (
        <div role="status" className="flex flex-wrap items-center justify-end gap-x-2 pt-1 text-13 text-coral">
          <span>{textOfCode(entry.code ?? 'internal')}</span>
          <Button size="small" look="quiet" onPress={() => void outbox.get()?.retry(entry.id)}>
            {t({ id: 'chats.retry', message: 'Повторить' })}
          </Button>
          <Button size="small" look="danger" onPress={() => void outbox.get()?.discard(entry.id)}>
            {t({ id: 'chats.discard', message: 'Удалить' })}
          </Button>
        </div>
      )}
    </div>
  )
}
