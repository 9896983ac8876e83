import { useLingui } from '@lingui/react/macro'
import type { applicationState } from '#contract/schools.ts'
import type * as z from 'zod/mini'
import { Tag, type TagTone } from '#web/ui/Tag.tsx'

type State = z.infer<typeof applicationState>

const tones: Record<State, TagTone> = {
  received: 'blue',
  corrected: 'yellow',
  returned: 'yellow',
  approved: 'green',
  rejected: 'red',
}

export function StateTag({ state }: { state: State }) {
  const { t } = useLingui()
  const texts: Record<State, string> = {
    received: t({ id: 'schools.tag.received', message: 'получена' }),
    corrected: t({ id: 'schools.tag.corrected', message: 'исправлена после возврата' }),
    returned: t({ id: 'schools.tag.returned', message: 'возвращена' }),
    approved: t({ id: 'schools.tag.approved', message: 'одобрена' }),
    rejected: t({ id: 'schools.tag.rejected', message: 'отклонена' }),
  }
  return <Tag tone={tones[state]}>{texts[state]}</Tag>
}
