import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { schoolNumbers } from '#web/features/classes/index.ts'
import { countStaff } from '#web/features/people/index.ts'
import { Figure } from '#web/ui/Card.tsx'
import type { Desk } from './use-desk.ts'

/** What is left to do, in four numbers. */
export function SchoolNumbers({ desk }: { desk: Desk }) {
  const { t, i18n } = useLingui()
  const { pupils, entered, families, withoutCurator } = schoolNumbers(desk.classes)
  const { confirmed, all } = countStaff(desk.staff)
  const number = (value: number) => i18n.number(value)
  const missing = withoutCurator.length
  const names = withoutCurator.slice(0, 3).join(', ') + (missing > 3 ? '…' : '')
  return (
    <div className="grid grid-cols-2 gap-3 full:grid-cols-4">
      <Figure
        title={t({ id: 'invites.number.pupils', message: 'Ученики' })}
        value={number(entered)}
        note={t({ id: 'invites.number.pupils.note', message: `из ${pupils} в школе` })}
      />
      <Figure
        title={t({ id: 'invites.number.parents', message: 'Родители' })}
        value={number(families)}
        note={t({
          id: 'invites.number.parents.note',
          message: `${plural(families, {
            one: 'семья',
            few: 'семьи',
            many: 'семей',
            other: 'семьи',
          })} у ${plural(pupils, {
            one: '# ученика',
            few: '# учеников',
            many: '# учеников',
            other: '# ученика',
          })}`,
        })}
      />
      <Figure
        title={t({ id: 'invites.number.staff', message: 'Сотрудники' })}
        value={number(confirmed)}
        note={t({ id: 'invites.number.staff.note', message: `из ${all} подтверждены` })}
      />
      {missing > 0 ? (
        <Figure
          tone="bell"
          title={t({ id: 'invites.number.no-curator', message: 'Без руководителя' })}
          value={number(missing)}
          note={t({
            id: 'invites.number.no-curator.note',
            message: plural(missing, {
              one: `класс: ${names}`,
              few: `класса: ${names}`,
              many: `классов: ${names}`,
              other: `класса: ${names}`,
            }),
          })}
        />
      ) : (
        <Figure
          title={t({ id: 'invites.number.requests', message: 'Заявки' })}
          value={number(desk.requests.length + desk.statusRequests.length)}
          note={t({ id: 'invites.number.requests.note', message: 'ждут ответа' })}
        />
      )}
    </div>
  )
}
