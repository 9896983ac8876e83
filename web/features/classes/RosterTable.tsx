import { useLingui } from '@lingui/react/macro'
import { Ellipsis } from 'lucide-react'
import { Avatar } from '#web/ui/Avatar.tsx'
import { IconButton } from '#web/ui/Button.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { type Column, Table } from '#web/ui/Table.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import type { PupilLine } from './class-line.ts'

/** The class list by name: parents and who has come in. `menuOf` gives what may be done with a pupil. */
export function RosterTable({
  pupils,
  menuOf,
}: {
  pupils: readonly PupilLine[]
  menuOf: (pupil: PupilLine) => readonly MenuEntry[]
}) {
  const { t } = useLingui()
  const sorted = pupils.toSorted((a, b) => a.listName.localeCompare(b.listName, 'ru'))
  const numbers = new Map(sorted.map((one, at) => [one.id, at + 1]))
  const columns: Column<PupilLine>[] = [
    { id: 'number', title: '№', className: 'num w-12 text-ink-2', wideOnly: true, cell: (one) => numbers.get(one.id) },
    {
      id: 'name',
      title: t({ id: 'classes.pupil', message: 'Ученик' }),
      rowHeader: true,
      cell: (one) => (
        <span className="flex items-center gap-2.5">
          <Avatar id={one.id} name={one.name} size="s" />
          <span className="font-medium">{one.listName}</span>
        </span>
      ),
    },
    {
      id: 'parents',
      title: t({ id: 'classes.parents', message: 'Родители' }),
      wideOnly: true,
      cell: (one) =>
        one.parents.length === 0 ? (
          <span className="text-ink-2">{t({ id: 'classes.no-parents', message: 'ещё нет' })}</span>
        ) : (
          one.parents.map(({ name }) => name).join(', ')
        ),
    },
    {
      id: 'entered',
      title: t({ id: 'classes.entry', message: 'Вход' }),
      className: 'w-36 max-two:w-[116px]',
      cell: (one) =>
        one.entered ? (
          <Tag tone="green">{t({ id: 'classes.has-entered', message: 'вошёл' })}</Tag>
        ) : (
          <Tag tone="yellow">{t({ id: 'classes.not-entered', message: 'ещё не вошёл' })}</Tag>
        ),
    },
    {
      id: 'more',
      title: t({ id: 'classes.pupil.actions', message: 'Действия' }),
      hiddenTitle: true,
      className: 'w-14 text-right max-two:w-11',
      cell: (one) => {
        const entries = menuOf(one)
        if (entries.length === 0) return null
        return (
          <Menu
            label={t({ id: 'classes.pupil.actions', message: 'Действия' })}
            trigger={
              <IconButton
                icon={Ellipsis}
                name={t({ id: 'classes.pupil.more', message: `Действия: ${one.listName}` })}
              />
            }
            entries={entries}
          />
        )
      },
    },
  ]
  return (
    <Table
      label={t({ id: 'classes.roster', message: 'Список класса' })}
      columns={columns}
      rows={sorted}
      keyOf={(one) => one.id}
    />
  )
}
