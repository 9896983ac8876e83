import { useLingui } from '@lingui/react/macro'
import { clsx } from 'clsx'
import { Check, CheckCheck, Ellipsis } from 'lucide-react'
import { memo, useRef } from 'react'
import type { Chat, Member, Message } from '#contract/chats.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { colourOf } from '#web/ui/avatar-look.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Seal } from '#web/ui/Seal.tsx'
import { bubbleLook } from './bubble-look.ts'
import { MarkupView } from './MarkupView.tsx'
import type { MenuPlace } from './MessageMenu.tsx'
import type { Row } from './message-rows.ts'
import { Quote } from './Quote.tsx'
import { useMember } from './use-conversation.ts'

type MessageRowData = Extract<Row, { kind: 'message' }>

interface Props {
  row: MessageRowData
  chat: Chat
  me: string
  onMenu: (place: MenuPlace) => void
  onAnswer: (message: Message) => void
  onQuote: (message: Message) => void
}

const longPressMs = 450

export const MessageRow = memo(
  function MessageRow({ row, chat, me, onMenu, onAnswer, onQuote }: Props) {
    const { message, isMine, isFirst, isLast } = row
    const author = useMember(chat.id, message.authorId)
    const isDirect = chat.kind === 'direct'
    const press = useLongPress((x, y) => onMenu({ message, x, y }))
    const opens = message.deleted === null
    return (
      <div
        data-message={message.number}
        className={clsx(
          'group flex gap-2.5',
          isMine ? 'justify-end pl-12 two:pl-6' : 'pr-10 two:pr-4',
          isFirst ? 'pt-2.5' : 'pt-[3px]',
        )}
        onContextMenu={(event) => {
          if (!opens) return
          event.preventDefault()
          onMenu({ message, x: event.clientX, y: event.clientY })
        }}
        onDoubleClick={() => opens && onAnswer(message)}
        {...press}
      >
        {!isMine && !isDirect && (
          <span className="w-8 shrink-0">
            {isFirst && <Avatar id={message.authorId} name={author?.name ?? ''} size="s" />}
          </span>
        )}
        {isMine && opens && <MoreButton message={message} onMenu={onMenu} />}
        <div className={clsx(bubbleLook(isMine, { isFirst, isLast }), 'max-w-[560px]!')}>
          {!isMine && isFirst && !isDirect && <AuthorLine author={author} authorId={message.authorId} />}
          {message.replyTo !== null && opens && <Quote chatId={chat.id} messageId={message.replyTo} onOpen={onQuote} />}
          <Body message={message} />
          <Foot message={message} isMine={isMine} isRead={isMine && isReadBy(chat, message, me)} />
        </div>
        {!isMine && opens && <MoreButton message={message} onMenu={onMenu} />}
      </div>
    )
  },
  (one, other) =>
    isSameRow(one.row, other.row) &&
    one.onMenu === other.onMenu &&
    one.onQuote === other.onQuote &&
    isSameChat(one, other),
)

function Body({ message }: { message: Message }) {
  const { t } = useLingui()
  if (message.deleted === null) return <MarkupView text={message.text} />
  return (
    <i className="text-ink-2">
      {message.deleted === 'author'
        ? t({ id: 'chats.deleted', message: 'Сообщение удалено' })
        : t({ id: 'chats.hidden', message: 'Сообщение скрыто администратором чата' })}
    </i>
  )
}

function AuthorLine({ author, authorId }: { author: Member | undefined; authorId: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 text-13 leading-[1.4]">
      <bdi className="font-[620]" style={{ color: `var(${colourOf(authorId)})` }}>
        {author?.name ?? '…'}
      </bdi>
      {author?.seal === true && <Seal />}
      {author !== undefined && <bdi className="text-ink-2">{author.label}</bdi>}
    </div>
  )
}

/** Time and ticks, at the end of the last line where there is room. */
function Foot({ message, isMine, isRead }: { message: Message; isMine: boolean; isRead: boolean }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  return (
    <span className="float-right mt-[7px] -mr-0.5 ml-3 flex items-center gap-1 text-12 leading-4 text-ink-2">
      {message.editedAt !== null && message.deleted === null && (
        <span>{t({ id: 'chats.edited', message: 'изменено' })}</span>
      )}
      <time className="num" title={time.full(message.at)} dateTime={new Date(message.at).toISOString()}>
        {time.clock(message.at)}
      </time>
      {isMine && message.deleted === null && (
        <span
          role="img"
          aria-label={
            isRead ? t({ id: 'chats.read', message: 'прочитано' }) : t({ id: 'chats.sent', message: 'отправлено' })
          }
          className={isRead ? 'text-board' : undefined}
        >
          <Icon of={isRead ? CheckCheck : Check} size={16} />
        </span>
      )}
    </span>
  )
}

function MoreButton({ message, onMenu }: { message: Message; onMenu: Props['onMenu'] }) {
  const { t } = useLingui()
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label={t({ id: 'chats.message-menu', message: 'Действия с сообщением' })}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        onMenu({ message, x: box.left, y: box.bottom })
      }}
      className="touch-44 grid size-8 shrink-0 cursor-pointer place-items-center self-center rounded-full text-ink-2 opacity-0 transition-opacity duration-120 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100 max-two:hidden"
    >
      <Icon of={Ellipsis} size={18} />
    </button>
  )
}

/** A finger held still opens the menu; scrolling does not. */
function useLongPress(run: (x: number, y: number) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const cancel = (): void => clearTimeout(timer.current)
  return {
    onPointerDown: (event: React.PointerEvent) => {
      if (event.pointerType !== 'touch') return
      const { clientX, clientY } = event
      cancel()
      timer.current = setTimeout(() => run(clientX, clientY), longPressMs)
    },
    onPointerUp: cancel,
    onPointerMove: (event: React.PointerEvent) => {
      if (Math.abs(event.movementX) + Math.abs(event.movementY) > 4) cancel()
    },
    onPointerCancel: cancel,
  }
}

function isReadBy(chat: Chat, message: Message, me: string): boolean {
  return chat.readTop.some((reader) => reader.personId !== me && reader.number >= message.number)
}

function isSameRow(one: MessageRowData, other: MessageRowData): boolean {
  return one.message === other.message && one.isFirst === other.isFirst && one.isLast === other.isLast
}

/** Of the chat only the readers' horizon is drawn, and only in own messages. */
function isSameChat(one: Props, other: Props): boolean {
  if (one.chat === other.chat) return true
  return (
    !one.row.isMine || isReadBy(one.chat, one.row.message, one.me) === isReadBy(other.chat, other.row.message, other.me)
  )
}
