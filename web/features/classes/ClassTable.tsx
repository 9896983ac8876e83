import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link as RouterLink, useNavigate } from '@tanstack/react-router'
import { Ellipsis, Pencil, Archive, UserRoundCheck, UserRoundMinus } from 'lucide-react'
import { useState } from 'react'
import { archive, removeCurator } from '#contract/classes.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { Tile } from '#web/ui/Avatar.tsx'
import { IconButton } from '#web/ui/Button.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { type Column, Table } from '#web/ui/Table.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { AssignDialog } from './AssignDialog.tsx'
import type { ClassLine } from './class-line.ts'
import { RenameDialog } from './RenameDialog.tsx'

/** The classes of the school: who leads each, who has come in, what waits. */
export function ClassTable({ classes, mayChange }: { classes: readonly ClassLine[]; mayChange: boolean }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [assigning, setAssigning] = useState<ClassLine | null>(null)
  const [renaming, setRenaming] = useState<ClassLine | null>(null)
  const columns: Column<ClassLine>[] = [
    {
      id: 'name',
      title: t({ id: 'classes.class', message: 'Класс' }),
      rowHeader: true,
      className: 'w-[68px]',
      cell: (one) => <ClassLink line={one} />,
    },
    {
      id: 'curator',
      title: t({ id: 'classes.curator', message: 'Классный руководитель' }),
      className: 'max-two:px-1 max-two:text-14',
      cell: (one) => <Curators line={one} onAssign={mayChange ? () => setAssigning(one) : undefined} />,
    },
    {
      id: 'pupils',
      title: t({ id: 'classes.pupils', message: 'Ученики' }),
      className: 'w-[240px] max-two:w-24',
      cell: (one) => <Entered line={one} />,
    },
    {
      id: 'parents',
      title: t({ id: 'classes.parents', message: 'Родители' }),
      wideOnly: true,
      className: 'num w-[104px]',
      cell: (one) => <Families line={one} />,
    },
    {
      id: 'requests',
      title: t({ id: 'classes.requests', message: 'Приглашения' }),
      wideOnly: true,
      className: 'w-[132px]',
      cell: (one) => <Waiting line={one} />,
    },
    ...(mayChange
      ? [
          {
            id: 'more',
            title: t({ id: 'classes.actions', message: 'Действия с классом' }),
            hiddenTitle: true,
            className: 'w-14 text-right',
            cell: (one: ClassLine) => <ClassMenu line={one} onAssign={setAssigning} onRename={setRenaming} />,
          },
        ]
      : []),
  ]
  return (
    <>
      <Table
        label={t({ id: 'classes.table', message: 'Классы' })}
        columns={columns}
        rows={classes}
        keyOf={(one) => one.id}
        onOpen={(one) => void navigate({ to: `/class/${one.id}` })}
      />
      {assigning !== null && <AssignDialog line={assigning} onClose={() => setAssigning(null)} />}
      {renaming !== null && <RenameDialog line={renaming} onClose={() => setRenaming(null)} />}
    </>
  )
}

function ClassLink({ line }: { line: ClassLine }) {
  const { t } = useLingui()
  const { name } = line
  return (
    <RouterLink
      to={`/class/${line.id}`}
      aria-label={t({ id: 'classes.open', message: `Класс ${name}` })}
      onClick={(event) => event.stopPropagation()}
      className="block w-fit rounded-[11px]"
    >
      <Tile tile={line.name} size="s" />
    </RouterLink>
  )
}

function Curators({ line, onAssign }: { line: ClassLine; onAssign: (() => void) | undefined }) {
  const { t } = useLingui()
  const { name } = line
  if (line.curators.length > 0) return line.curators.map((one) => one.name).join(', ')
  if (onAssign === undefined)
    return <span className="text-ink-2">{t({ id: 'classes.no-curator', message: 'не назначен' })}</span>
  return (
    <button
      type="button"
      aria-label={t({ id: 'classes.assign.to', message: `Назначить классного руководителя ${name}` })}
      onClick={(event) => {
        event.stopPropagation()
        onAssign()
      }}
      className="touch-44 cursor-pointer font-medium text-coral hover:underline"
    >
      {t({ id: 'classes.assign', message: 'Назначить' })}
    </button>
  )
}

function Entered({ line }: { line: ClassLine }) {
  const { t } = useLingui()
  const { entered, pupils } = line
  if (pupils === 0)
    return <span className="text-ink-2 max-two:text-13">{t({ id: 'classes.empty', message: 'пока никого' })}</span>
  return (
    <span className="flex items-center gap-2.5">
      <ProgressBar
        value={entered}
        max={pupils}
        label={t({ id: 'classes.entered.label', message: 'Вошли' })}
        className="w-[120px] max-two:hidden"
      />
      <span className="num whitespace-nowrap">{t({ id: 'classes.entered', message: `${entered} из ${pupils}` })}</span>
    </span>
  )
}

function Families({ line }: { line: ClassLine }) {
  const { t } = useLingui()
  return t({
    id: 'classes.families',
    message: plural(line.families, { one: '# семья', few: '# семьи', many: '# семей', other: '# семьи' }),
  })
}

function Waiting({ line }: { line: ClassLine }) {
  const { t } = useLingui()
  const left = line.pupils - line.entered
  const { requests } = line
  if (requests > 0)
    return (
      <Tag tone="blue">
        {t({
          id: 'classes.requests.count',
          message: plural(requests, { one: '# заявка', few: '# заявки', many: '# заявок', other: '# заявки' }),
        })}
      </Tag>
    )
  if (line.pupils === 0) return <Tag>{t({ id: 'classes.requests.none', message: 'никто не зачислен' })}</Tag>
  if (left === 0) return <Tag tone="green">{t({ id: 'classes.all-entered', message: 'все вошли' })}</Tag>
  return <Tag tone="yellow">{t({ id: 'classes.left', message: `осталось ${left}` })}</Tag>
}

function ClassMenu({
  line,
  onAssign,
  onRename,
}: {
  line: ClassLine
  onAssign: (line: ClassLine) => void
  onRename: (line: ClassLine) => void
}) {
  const { t } = useLingui()
  const { name } = line
  const attempt = (work: () => Promise<unknown>) =>
    void work().catch((error: unknown) => toasts.show(textOfError(error), { tone: 'error' }))
  const entries: MenuEntry[] = [
    {
      id: 'assign',
      text: t({ id: 'classes.assign.curator', message: 'Назначить классным руководителем' }),
      icon: UserRoundCheck,
      run: () => onAssign(line),
    },
    ...line.curators.map((curator) => ({
      id: curator.personId,
      text: t({ id: 'classes.remove-curator', message: `Снять: ${curator.name}` }),
      icon: UserRoundMinus,
      run: () => attempt(() => api(removeCurator, { classId: line.id, personId: curator.personId })),
    })),
    {
      id: 'rename',
      text: t({ id: 'classes.rename', message: 'Переименовать' }),
      icon: Pencil,
      run: () => onRename(line),
    },
    {
      id: 'archive',
      text: t({ id: 'classes.archive', message: 'В архив' }),
      icon: Archive,
      danger: true,
      run: () => attempt(() => api(archive, { classId: line.id })),
    },
  ]
  return (
    // The row opens the class; its menu must not.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span onClick={(event) => event.stopPropagation()}>
      <Menu
        label={t({ id: 'classes.actions', message: 'Действия с классом' })}
        trigger={<IconButton icon={Ellipsis} name={t({ id: 'classes.more', message: `Действия: ${name}` })} />}
        entries={entries}
      />
    </span>
  )
}
