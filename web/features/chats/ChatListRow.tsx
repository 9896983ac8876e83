import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { memo } from 'react'
import { useNow, useSchoolTime } from '#web/kernel/time/use-time.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Seal } from '#web/ui/Seal.tsx'
import { ChatPicture } from './ChatPicture.tsx'
import type { ChatRow, Preview } from './chat-rows.ts'

/** 62 px, two lines: what it is and when, what was said and how much of it is new. */
export const ChatListRow = memo(function ChatListRow({ row, isOpen }: { row: ChatRow; isOpen: boolean }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  const now = useNow()
  return (
    <Link
      to="/chats/$chatId"
      params={{ chatId: row.id }}
      data-chat={row.id}
      aria-current={isOpen ? 'page' : undefined}
      className={clsx(
        'flex h-[62px] items-center gap-3 rounded-[14px] px-2.5 -outline-offset-2 transition-colors duration-120',
        isOpen ? 'bg-board-soft' : 'hover:bg-hover',
      )}
    >
      <ChatPicture kind={row.kind} tile={row.tile} peer={row.peer} />
      <span className="min-w-0 grow">
        <span className="flex items-center gap-1.5">
          <bdi className="cut font-[620]">{row.title}</bdi>
          {row.peer?.seal === true && <Seal />}
          <span className="grow" />
          {row.at !== null && (
            <time className={clsx('num shrink-0 text-13', row.unread > 0 || isOpen ? 'text-board-ink' : 'text-ink-2')}>
              {time.short(row.at, now)}
            </time>
          )}
        </span>
        <span className="mt-0.5 flex h-[22px] items-center gap-2 text-14">
          <span className="cut grow text-ink-2">
            <PreviewText preview={row.preview} />
          </span>
          {row.unread > 0 && (
            <Badge
              count={row.unread}
              label={t({
                id: 'chats.unread',
                message: plural(row.unread, { one: '# новое', few: '# новых', many: '# новых', other: '# новых' }),
              })}
            />
          )}
        </span>
      </span>
    </Link>
  )
})

function PreviewText({ preview }: { preview: Preview }) {
  const { t } = useLingui()
  if (preview.kind === 'deleted') return <i>{t({ id: 'chats.deleted', message: 'Сообщение удалено' })}</i>
  if (preview.kind === 'empty') return t({ id: 'chats.nothing-written', message: 'Пока ничего не написано' })
  if (preview.kind === 'draft') {
    return (
      <>
        <span className="font-medium text-coral">{t({ id: 'chats.draft', message: 'Черновик:' })}</span>{' '}
        <bdi>{preview.text}</bdi>
      </>
    )
  }
  const author = preview.isMine ? t({ id: 'chats.you', message: 'Вы' }) : preview.author
  return (
    <>
      {author !== null && <bdi>{author}: </bdi>}
      <bdi>{preview.text}</bdi>
    </>
  )
}
