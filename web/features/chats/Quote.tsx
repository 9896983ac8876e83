import { useLingui } from '@lingui/react/macro'
import type { Message } from '#contract/chats.ts'
import { plainOf } from './markup.ts'
import { useMember, useQuoted } from './use-conversation.ts'

/** The message that is answered; a press goes to it. */
export function Quote({
  chatId,
  messageId,
  onOpen,
}: {
  chatId: string
  messageId: string
  onOpen?: (message: Message) => void
}) {
  const { t } = useLingui()
  const message = useQuoted(chatId, messageId)
  return (
    <button
      type="button"
      disabled={message === undefined || onOpen === undefined}
      onClick={() => message !== undefined && onOpen?.(message)}
      className="my-1 block w-full min-w-0 cursor-pointer border-l-[3px] border-board py-0.5 pl-2.5 text-left text-13 disabled:cursor-default"
    >
      {message === undefined ? (
        <span className="text-ink-2">…</span>
      ) : (
        <>
          <QuotedAuthor chatId={chatId} personId={message.authorId} />
          <bdi className="line-clamp-2 text-ink-2">
            {message.deleted === null
              ? plainOf(message.text)
              : t({ id: 'chats.deleted', message: 'Сообщение удалено' })}
          </bdi>
        </>
      )}
    </button>
  )
}

function QuotedAuthor({ chatId, personId }: { chatId: string; personId: string }) {
  const author = useMember(chatId, personId)
  return <bdi className="cut block font-[600] text-board-ink">{author?.name ?? '…'}</bdi>
}
