import { useLingui } from '@lingui/react/macro'
import { useNow, useSchoolTime } from '#web/kernel/time/use-time.ts'

export function DayLine({ at }: { at: number }) {
  const time = useSchoolTime()
  const now = useNow()
  return (
    <div className="flex justify-center pt-4 pb-2">
      <span className="rounded-[12px] bg-hover px-3 py-1 text-13 font-medium text-ink-2">{time.day(at, now)}</span>
    </div>
  )
}

export function NewLine() {
  const { t } = useLingui()
  return (
    <div className="flex items-center gap-3.5 pt-4 pb-2 text-13 font-[600] text-coral">
      <span className="h-px grow bg-coral opacity-25" />
      {t({ id: 'chats.new-messages', message: 'Новые сообщения' })}
      <span className="h-px grow bg-coral opacity-25" />
    </div>
  )
}
