import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { MessagesSquare } from 'lucide-react'
import { useMemo, useState } from 'react'
import { VList } from 'virtua'
import { usePerson } from '#web/kernel/use-me.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { Chips } from '#web/ui/Chips.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { ChatListHead } from './ChatListHead.tsx'
import { ChatListRow } from './ChatListRow.tsx'
import { linesOf, type Filter, type Line, type SectionId } from './chat-rows.ts'
import { useBook, useHere, useRows } from './use-here.ts'

/** Sections of chats with filters; arrows go from row to row. */
export function ChatList({ chatId }: { chatId: string | null }) {
  const { t } = useLingui()
  const rows = useRows()
  const unread = useBook((book) => book.unreadMessages())
  const isLoaded = useValue(useHere().isLoaded)
  const [filter, setFilter] = useState<Filter>('all')
  const lines = useMemo(() => linesOf(rows, filter), [rows, filter])
  const sections = useSectionTitles()
  return (
    <>
      <ChatListHead />
      <div className="px-3.5">
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
            : t({
                id: 'chats.none',
                message: 'Чатов пока нет. Они появятся сами, когда вас примут в класс или в школу.',
              })}
        </EmptyState>
      ) : (
        <Lines lines={lines} chatId={chatId} sections={sections} />
      )}
    </>
  )
}

function Lines({
  lines,
  chatId,
  sections,
}: {
  lines: readonly Line[]
  chatId: string | null
  sections: Record<SectionId, string>
}) {
  const { t } = useLingui()
  const chats = lines.filter((line) => line.kind === 'chat').length
  return (
    <nav
      aria-label={t({
        id: 'chats.list',
        message: plural(chats, { one: '# чат', few: '# чата', many: '# чатов', other: '# чата' }),
      })}
      className="min-h-0 flex-1"
    >
      <VList className="px-1.5 pb-3" onKeyDown={moveFocus}>
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
  )
}

function useSectionTitles(): Record<SectionId, string> {
  const { t } = useLingui()
  const { card } = usePerson()
  return {
    official: t({ id: 'chats.section-official', message: 'Официальные' }),
    classes:
      card.standing === 'parent'
        ? t({ id: 'chats.section-children', message: 'Классы детей' })
        : t({ id: 'chats.section-classes', message: 'Мои классы' }),
    direct: t({ id: 'chats.section-direct', message: 'Личные' }),
  }
}

function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-chat]')]
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
