import { useLingui } from '@lingui/react/macro'
import { Tag } from '#web/ui/Tag.tsx'
import type { PersonLine } from './person-line.ts'

export function StatusTag({ line }: { line: PersonLine }) {
  const { t } = useLingui()
  if (!line.entered) return <Tag tone="yellow">{t({ id: 'people.status.not-entered', message: 'ещё не вошёл' })}</Tag>
  if (line.teacherStatus === 'confirmed')
    return <Tag tone="green">{t({ id: 'people.status.confirmed', message: 'подтверждён' })}</Tag>
  if (line.teacherStatus === 'asked')
    return <Tag tone="blue">{t({ id: 'people.status.asked', message: 'на проверке' })}</Tag>
  if (line.teacherStatus === 'declined')
    return <Tag tone="red">{t({ id: 'people.status.declined', message: 'не подтверждён' })}</Tag>
  return <span className="text-13 text-ink-2">{t({ id: 'people.status.none', message: 'не запрашивал' })}</span>
}
