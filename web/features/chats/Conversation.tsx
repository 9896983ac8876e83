import { useLingui } from '@lingui/react/macro'
import { Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { lazyPart } from '#web/kernel/lazy-part.ts'
import type { Chat, Message, Seat } from '#contract/chats.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { Button } from '#web/ui/Button.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { Composer } from './Composer.tsx'
import { ConversationHeader } from './ConversationHeader.tsx'
import { MessageList, type MessageListHandle } from './MessageList.tsx'
import { MessageMenu, type MenuPlace } from './MessageMenu.tsx'
import { panelShown } from './panel-shown.ts'
import { TypingLine } from './TypingLine.tsx'
import { useConversation, type Conversation as ConversationState } from './use-conversation.ts'
import { useHere } from './use-here.ts'
import type { Writing } from './use-writing.ts'
import { WaitingRow } from './WaitingRow.tsx'
import { useValue } from '#web/kernel/use-value.ts'

const MembersPanel = lazyPart(() => import('./MembersPanel.tsx').then((module) => module.MembersPanel))

export function Conversation({ chat, seat }: { chat: Chat; seat: Seat }) {
  const { drafts } = useHere()
  const conversation = useConversation(chat.id)
  const list = useRef<MessageListHandle>(null)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const [writing, setWriting] = useState<Writing>(() => ({
    kind: 'new',
    replyTo: drafts.get(chat.id)?.replyTo ?? null,
  }))
  const isPanelShown = useValue(panelShown)
  const hasPanel = chat.kind !== 'direct'
  const answer = useCallback((message: Message) => setWriting({ kind: 'new', replyTo: message.id }), [])
  const change = useCallback((message: Message) => setWriting({ kind: 'edit', message }), [])
  const sent = useCallback(() => list.current?.toNewest(), [])
  const context = useMemo(() => ({ chat, seat }), [chat, seat])
  return (
    <div className="flex min-h-0 flex-1">
      <section aria-label={seat.peer?.name ?? chat.name} className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConversationHeader chat={chat} seat={seat} />
        {conversation.isOpen ? (
          <MessageList ref={list} chat={chat} conversation={conversation} onMenu={setMenu} onAnswer={answer} />
        ) : (
          <NotYet conversation={conversation} />
        )}
        <TypingLine chatId={chat.id} />
        <Composer context={context} writing={writing} onWriting={setWriting} onSent={sent} />
      </section>
      {hasPanel && isPanelShown && (
        <Suspense fallback={<div className="hidden bg-surface wide:block wide:w-[300px]" />}>
          <MembersPanel chat={chat} seat={seat} />
        </Suspense>
      )}
      {menu !== null && (
        <MessageMenu place={menu} context={context} onClose={() => setMenu(null)} onAnswer={answer} onChange={change} />
      )}
    </div>
  )
}

/** Nothing is loaded: it is coming, or it did not come. What was written meanwhile stands below. */
function NotYet({ conversation }: { conversation: ConversationState }) {
  const { t } = useLingui()
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end overflow-y-auto px-[18px] pb-2">
      {conversation.error === null ? (
        <SkeletonRows rows={5} label={t({ id: 'chats.loading-messages', message: 'Загружаем сообщения' })} />
      ) : (
        <div className="m-auto space-y-4 py-6 text-center text-ink-2">
          <p>{textOfError(conversation.error)}</p>
          <Button onPress={conversation.retry}>{t({ id: 'chats.retry-load', message: 'Загрузить ещё раз' })}</Button>
        </div>
      )}
      {conversation.rows.map(
        (row) => row.kind === 'waiting' && <WaitingRow key={row.key} entry={row.entry} isFirst={row.isFirst} />,
      )}
    </div>
  )
}
