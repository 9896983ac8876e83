import { useLingui } from '@lingui/react/macro'
import { BadgeCheck } from 'lucide-react'
import { askTeacherStatus } from '#contract/people.ts'
import { api } from '#web/kernel/api/api.ts'
import { type Person, reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Seal } from '#web/ui/Seal.tsx'
import { Tag } from '#web/ui/Tag.tsx'

/** Staff ask for the status «учитель»; the administrator of the school confirms it. */
export function StatusCard({ person }: { person: Person }) {
  const { t } = useLingui()
  const asking = useAction()
  const { teacherStatus } = person
  const notes = {
    none: t({
      id: 'people.my-status.none',
      message: 'После подтверждения у имени появится значок, и вас можно будет назначить классным руководителем.',
    }),
    asked: t({ id: 'people.my-status.asked', message: 'Запрос у администратора школы. Ответ придёт сюда.' }),
    confirmed: t({
      id: 'people.my-status.confirmed',
      message: 'Школа подтвердила: вы учитель. Значок виден у вашего имени.',
    }),
    declined: t({
      id: 'people.my-status.declined',
      message: 'Администратор школы не подтвердил статус. Уточните у него и запросите снова.',
    }),
  }
  const ask = async () => {
    await api(askTeacherStatus, {})
    await reloadMe()
  }
  return (
    <Card as="section" className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4">
      {teacherStatus === 'confirmed' ? <Seal size={22} /> : <Icon of={BadgeCheck} className="text-ink-2" />}
      <div className="min-w-48 grow">
        <div className="font-medium">{t({ id: 'people.my-status', message: 'Статус «учитель»' })}</div>
        <div className="text-14 text-ink-2">{notes[teacherStatus]}</div>
        {asking.text !== undefined && <p className="mt-1 text-13 text-coral">{asking.text}</p>}
      </div>
      {teacherStatus === 'asked' && <Tag tone="blue">{t({ id: 'people.status.asked', message: 'на проверке' })}</Tag>}
      {teacherStatus === 'confirmed' && (
        <Tag tone="green">{t({ id: 'people.status.confirmed', message: 'подтверждён' })}</Tag>
      )}
      {(teacherStatus === 'none' || teacherStatus === 'declined') && (
        <Button look="primary" size="small" isPending={asking.isPending} onPress={() => void asking.run(ask)}>
          {t({ id: 'people.my-status.ask', message: 'Запросить статус «учитель»' })}
        </Button>
      )}
    </Card>
  )
}
