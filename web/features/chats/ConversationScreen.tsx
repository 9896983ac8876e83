import { useParams } from '@tanstack/react-router'
import { useEntity } from '#web/kernel/cache/use-cache.ts'
import { useValue } from '#web/kernel/use-value.ts'
import * as contract from '#contract/chats.ts'
import { ChatGone } from './ChatGone.tsx'
import { Conversation } from './Conversation.tsx'
import { useHere } from './use-here.ts'

/** One chat; a chat that one is not in, or no longer, does not exist. */
export function ConversationScreen() {
  const { chatId = '' } = useParams({ strict: false })
  const isLoaded = useValue(useHere().isLoaded)
  const chat = useEntity(contract.chat, chatId)
  const seat = useEntity(contract.seat, chatId)
  if (chat !== undefined && seat !== undefined) return <Conversation key={chatId} chat={chat} seat={seat} />
  return isLoaded ? <ChatGone /> : null
}
