import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { MessagesSquare, PenLine, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { VList } from 'virtua'
import { isPaletteOpen } from '#web/kernel/palette.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { IconButton } from '#web/ui/Button.tsx'
import { Chips } from '#web/ui/Chips.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { ChatListRow } from './ChatListRow.tsx'
import { linesOf, type Filter, type SectionId } from './chat-rows.ts'
import { isDirectOpen } from './navigation.ts'
import { useBook, useHere, useRows } from './use-here.ts'

export function ChatList({ chatId }: { chatId: string | null }) {
  const { t } = useLingui()
  const { card } = usePerson()
  const rows = useRows()
  const unread = useBook((book) => book.unreadMessages())
  const isLoaded = useValue(useHere().isLoaded)
  const [filter, setFilter] = useState<Filter>('all')
  const lines = useMemo(() => linesOf(rows, filter), [rows, filter])
  const sections: Record<SectionId, string> = {
    official: t({ id: 'chats.section-official', message: 'Официальные' }),
    classes:
      card.standing === 'parent'
        ? t({ id: 'chats.section-children', message: 'Классы детей' })
        : t({ id: 'chats.section-classes', message: 'Мои классы' }),
    direct: t({ id: 'chats.section-direct', message: 'Личные' }),
  }
  return (
    <>
      <header className="flex items-center gap-1 px-4 pt-4 pb-1 two:pt-3">
        <h1 className="grow text-[26px]! two:text-24!">{t({ id: 'chats.title', message: 'Чаты' })}</h1>
        <IconButton
          icon={Search}
          name={t({ id: 'chats.search', message: 'Найти чат или человека' })}
          onPress={() => isPaletteOpen.set(true)}
          className="two:hidden"
        />
        {card.standing !== 'pupil' && (
          <IconButton
            icon={PenLine}
            look="primary"
            name={t({ id: 'chats.new-direct', message: 'Новое сообщение' })}
            onPress={() => isDirectOpen.set(true)}
            className="size-[38px]! touch-44"
          />
        )}
      </header>
      <div className="px-3.5 pt-1 two:block">
        <button
          type="button"
          onClick={() => isPaletteOpen.set(true)}
          className="hidden h-10 w-full cursor-pointer items-center gap-2.5 rounded-m bg-surface-2 px-3.5 text-ink-2 shadow-[inset_0_0_0_1px_var(--line)] two:flex"
        >
          <Icon of={Search} />
          <span className="grow text-left">{t({ id: 'chats.search-short', message: 'Поиск' })}</span>
          <kbd className="rounded-[6px] bg-hover px-2 py-0.5 font-sans text-12 font-[600]">Ctrl K</kbd>
        </button>
        <Chips<Filter>
          label={t({ id: 'chats.filter', message: 'Какие чаты показать' })}
          value={filter}
          onChange={setFilter}
          className="mt-1.5"
          chips={[
            { id: 'all', text: t({ id: 'chats.filter-all', message: 'Все' }) },
            { id: 'unread', text: t({ id: 'chats.filter-unread', message: 'Непрочитанные' }), count: unread },
            { id: 'classes', text: sections.classes },
          ]}
        />
      </div>
      {!isLoaded ? (
        <SkeletonRows rows={9} label={t({ id: 'chats.loading', message: 'Загружаем чаты' })} />
      ) : lines.length === 0 ? (
        <EmptyState icon={MessagesSquare}>
          {filter === 'unread'
            ? t({ id: 'chats.nothing-unread', message: 'Всё прочитано.' })
            : t({ id: 'chats.none', message: 'Чатов пока нет. Они появятся сами, когда вас примут в класс или в школу.' })}
        </EmptyState>
      ) : (
        <nav
          aria-label={t({ id: 'chats.list', message: plural(rows.length, { one: '# чат', few: '# чата', many: '# чатов', other: '# чата' }) })}
          className="min-h-0 flex-1"
          onKeyDown={moveFocus}
        >
          <VList className="px-1.5 pb-3">
            {lines.map((line) =>
              line.kind === 'section' ? (
                <h2 key={line.id} className="px-3 pt-3.5 pb-1 text-13! font-medium! text-ink-2">
                  {sections[line.id]}
                </h2>
              ) : (
                <ChatListRow key={line.id} row={line.row} isOpen={line.id === chatId} />
              ),
            )}
          </VList>
        </nav>
      )}
    </>
  )
}

/** Arrows go from row to row. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-chat]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = rows[at + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
