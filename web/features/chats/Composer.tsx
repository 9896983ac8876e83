import { useLingui } from '@lingui/react/macro'
import { Lock } from 'lucide-react'
import { mayWriteNow, type Chat, type Seat } from '#contract/chats.ts'
import { useNow, useSchoolTime } from '#web/kernel/time/use-time.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { ComposerField } from './ComposerField.tsx'
import type { ComposerProps } from './use-writing.ts'

/** Where one writes; says why where one may not. */
export function Composer(props: ComposerProps) {
  const { chat, seat } = props.context
  const now = useNow()
  return mayWriteNow(seat, chat, Math.max(now, Date.now())) ? (
    <ComposerField {...props} />
  ) : (
    <Closed chat={chat} seat={seat} />
  )
}

function Closed({ chat, seat }: { chat: Chat; seat: Seat }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  const isClosedFor = chat.closedUntil !== null && chat.closedUntil > Date.now()
  const until = chat.closedUntil === null ? '' : time.full(chat.closedUntil)
  return (
    <div className="flex min-h-[60px] shrink-0 items-center justify-center gap-2.5 px-5 pb-[max(12px,env(safe-area-inset-bottom))] text-center text-14 text-ink-2">
      <Icon of={Lock} size={18} />
      {isClosedFor && seat.mayWrite
        ? t({ id: 'chats.closed-until', message: `Чат закрыт до ${until}. Читать можно.` })
        : chat.writeMode === 'staff' && seat.standing !== 'staff'
          ? t({ id: 'chats.only-staff-writes', message: 'Здесь пишут сотрудники школы, остальные читают.' })
          : t({ id: 'chats.read-only', message: 'Чат доступен только для чтения.' })}
    </div>
  )
}
