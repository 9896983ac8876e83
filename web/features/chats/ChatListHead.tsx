import { useLingui } from '@lingui/react/macro'
import { PenLine, Search } from 'lucide-react'
import { isPaletteOpen } from '#web/kernel/palette.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { IconButton } from '#web/ui/Button.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { isDirectOpen } from './navigation.ts'

/** Title, search and the pencil above the list. */
export function ChatListHead() {
  const { t } = useLingui()
  const { card } = usePerson()
  const search = (): void => isPaletteOpen.set(true)
  return (
    <>
      <header className="flex items-center gap-1 px-4 pt-4 pb-1 two:pt-3">
        <h1 className="grow text-[26px]! two:text-24!">{t({ id: 'chats.title', message: 'Чаты' })}</h1>
        <IconButton
          icon={Search}
          name={t({ id: 'chats.search', message: 'Найти чат или человека' })}
          onPress={search}
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
      <div className="px-3.5 pt-1">
        <button
          type="button"
          onClick={search}
          className="hidden h-10 w-full cursor-pointer items-center gap-2.5 rounded-m bg-surface-2 px-3.5 text-ink-2 shadow-[inset_0_0_0_1px_var(--line)] two:flex"
        >
          <Icon of={Search} />
          <span className="grow text-left">{t({ id: 'chats.search-short', message: 'Поиск' })}</span>
          <kbd className="rounded-[6px] bg-hover px-2 py-0.5 font-sans text-12 font-[600]">Ctrl K</kbd>
        </button>
      </div>
    </>
  )
}
