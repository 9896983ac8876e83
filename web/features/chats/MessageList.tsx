import { useLingui } from '@lingui/react/macro'
import { ArrowDown } from 'lucide-react'
import { forwardRef, useImperativeHandle, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Chat, Message } from '#contract/chats.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { DayLine, NewLine } from './lines.tsx'
import type { MenuPlace } from './MessageMenu.tsx'
import { MessageRow } from './MessageRow.tsx'
import type { Row } from './message-rows.ts'
import type { Conversation } from './use-conversation.ts'
import { useBook } from './use-here.ts'
import { usePlace } from './use-place.ts'
import { WaitingRow } from './WaitingRow.tsx'

export interface MessageListHandle {
  toNewest(): void
}

interface Props {
  chat: Chat
  conversation: Conversation
  onMenu: (place: MenuPlace) => void
  onAnswer: (message: Message) => void
}

export const MessageList = forwardRef<MessageListHandle, Props>(function MessageList(
  { chat, conversation, onMenu, onAnswer },
  ref,
) {
  const { t } = useLingui()
  const { rows, history } = conversation
  const me = usePerson()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useRef<VirtualizerHandle>(null)
  const { isAtEnd, scrolled, toNewest, toMessage } = usePlace({ chat, conversation, scroller, virtual })
  useImperativeHandle(ref, () => ({ toNewest }), [toNewest])
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t({ id: 'chats.messages', message: 'Сообщения' })}
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto px-3.5 -outline-offset-2 two:px-[18px]"
        style={{ overflowAnchor: 'none' }}
      >
        <div className="grow" />
        {rows.length === 0 && history.window.get() !== null && !history.isExpired && (
          <p className="py-10 text-center text-ink-2">
            {t({ id: 'chats.first', message: 'Здесь пока тихо. Напишите первое сообщение.' })}
          </p>
        )}
        <Virtualizer
          ref={virtual}
          scrollRef={scroller}
          shift={conversation.isShifted}
          onScroll={scrolled}
          bufferSize={800}
          itemSize={64}
        >
          {rows.map((row) => (
            <RowView
              key={row.key}
              row={row}
              chat={chat}
              me={me.personId}
              onMenu={onMenu}
              onAnswer={onAnswer}
              onQuote={toMessage}
            />
          ))}
        </Virtualizer>
      </div>
      {!isAtEnd && <ToNewest chatId={chat.id} onPress={toNewest} />}
    </div>
  )
})

/** Counts what waits below. */
function ToNewest({ chatId, onPress }: { chatId: string; onPress: () => void }) {
  const { t } = useLingui()
  const unread = useBook((book) => book.unread(chatId))
  return (
    <button
      type="button"
      onClick={onPress}
      aria-label={t({ id: 'chats.newest', message: 'К последним сообщениям' })}
      className="rise absolute right-4 bottom-3 grid size-11 cursor-pointer place-items-center rounded-full bg-surface text-ink-2 shadow-card"
    >
      <Icon of={ArrowDown} />
      {unread > 0 && (
        <span className="absolute -top-2.5">
          <Badge count={unread} />
        </span>
      )}
    </button>
  )
}

function RowView({
  row,
  chat,
  me,
  onMenu,
  onAnswer,
  onQuote,
}: {
  row: Row
  chat: Chat
  me: string
  onMenu: Props['onMenu']
  onAnswer: Props['onAnswer']
  onQuote: (message: Message) => void
}) {
  if (row.kind === 'day') return <DayLine at={row.at} />
  if (row.kind === 'new') return <NewLine />
  if (row.kind === 'waiting') return <WaitingRow entry={row.entry} isFirst={row.isFirst} />
  return <MessageRow row={row} chat={chat} me={me} onMenu={onMenu} onAnswer={onAnswer} onQuote={onQuote} />
}
