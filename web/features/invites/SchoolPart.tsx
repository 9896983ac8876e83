import { useLingui } from '@lingui/react/macro'
import { Plus, School } from 'lucide-react'
import { ClassTable } from '#web/features/classes/index.ts'
import { StaffTable } from '#web/features/people/index.ts'
import { matchesWords } from '#web/kernel/match-words.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Inbox } from './Inbox.tsx'
import { LinksPart } from './LinksPart.tsx'
import type { Desk } from './use-desk.ts'

export type Part = 'classes' | 'requests' | 'people' | 'links'

export function SchoolPart({
  desk,
  part,
  typed,
  onGrid,
}: {
  desk: Desk
  part: Part
  typed: string
  onGrid: () => void
}) {
  const { t } = useLingui()
  if (part === 'people')
    return (
      <StaffTable
        people={desk.staff.filter((one) =>
          matchesWords(`${one.surname} ${one.name} ${one.patronymic ?? ''} ${one.label} ${one.position ?? ''}`, typed),
        )}
      />
    )
  if (part === 'links') return <LinksPart links={desk.links} classes={desk.classes} />
  if (part === 'requests') {
    return (
      <div className="px-4 pb-4">
        <Inbox desk={desk} />
      </div>
    )
  }
  if (desk.classes.length === 0) {
    return (
      <EmptyState
        icon={School}
        action={
          desk.may.run && (
            <Button look="primary" icon={Plus} onPress={onGrid}>
              {t({ id: 'invites.school.make', message: 'Создать классы' })}
            </Button>
          )
        }
      >
        {t({
          id: 'invites.school.empty',
          message: 'Классов пока нет. Отметьте их в сетке: у каждого сразу появятся чаты.',
        })}
      </EmptyState>
    )
  }
  const found = desk.classes.filter((one) =>
    matchesWords(`${one.name} ${one.curators.map(({ name }) => name).join(' ')}`, typed),
  )
  return <ClassTable classes={found} mayChange={desk.may.run} />
}
