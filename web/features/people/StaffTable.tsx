import { useLingui } from '@lingui/react/macro'
import { Ellipsis, KeyRound, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { myRight } from '#web/kernel/my-right.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { IconButton } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Menu } from '#web/ui/Menu.tsx'
import { Seal } from '#web/ui/Seal.tsx'
import { type Column, Table } from '#web/ui/Table.tsx'
import { LoginCodeDialog } from './LoginCodeDialog.tsx'
import { byListName, type PersonLine, staffName } from './person-line.ts'
import { StatusTag } from './StatusTag.tsx'

/** Staff with position, the status «учитель» and whether they have been here. */
export function StaffTable({ people }: { people: readonly PersonLine[] }) {
  const { t } = useLingui()
  const me = useMe()
  const [lost, setLost] = useState<PersonLine | null>(null)
  const mayGiveCode = myRight(me, 'login.reset', { school: true }) === 'yes'
  if (people.length === 0) {
    return (
      <EmptyState icon={UsersRound}>
        {t({ id: 'people.staff.empty', message: 'Сотрудников ещё нет. Передайте им ссылку-приглашение.' })}
      </EmptyState>
    )
  }
  const columns: Column<PersonLine>[] = [
    {
      id: 'name',
      title: t({ id: 'people.staff.who', message: 'Сотрудник' }),
      rowHeader: true,
      cell: (line) => (
        <span className="flex items-center gap-3 max-wide:py-1.5">
          <Avatar id={line.id} name={`${line.name} ${line.surname}`} size="s" />
          <span className="min-w-0">
            <span className="font-medium">{staffName(line)}</span> {line.seal && <Seal />}
            <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-13 text-ink-2 wide:hidden">
              {line.label} <StatusTag line={line} />
            </span>
          </span>
        </span>
      ),
    },
    {
      id: 'label',
      title: t({ id: 'people.staff.position', message: 'Роль и должность' }),
      wideOnly: true,
      cell: (line) => [...new Set([line.label, line.position])].filter(Boolean).join(' · '),
    },
    {
      id: 'status',
      title: t({ id: 'people.staff.status', message: 'Статус «учитель»' }),
      wideOnly: true,
      cell: (line) => <StatusTag line={line} />,
    },
    {
      id: 'more',
      title: t({ id: 'people.staff.actions', message: 'Действия' }),
      hiddenTitle: true,
      className: 'w-14 text-right',
      cell: (line) =>
        mayGiveCode && line.entered && line.id !== me.person?.personId ? (
          <Menu
            label={t({ id: 'people.staff.actions', message: 'Действия' })}
            trigger={
              <IconButton
                icon={Ellipsis}
                name={t({ id: 'people.staff.more', message: `Действия: ${staffName(line)}` })}
              />
            }
            entries={[
              {
                id: 'code',
                text: t({ id: 'people.login-code', message: 'Потерян телефон: дать код для входа' }),
                icon: KeyRound,
                run: () => setLost(line),
              },
            ]}
          />
        ) : null,
    },
  ]
  return (
    <>
      <Table
        label={t({ id: 'people.staff', message: 'Сотрудники' })}
        columns={columns}
        rows={people.toSorted(byListName)}
        keyOf={(line) => line.id}
      />
      {lost !== null && <LoginCodeDialog personId={lost.id} name={staffName(lost)} onClose={() => setLost(null)} />}
    </>
  )
}
