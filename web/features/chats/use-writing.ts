import { useEffect, useRef, useState } from 'react'
import { edit, type Chat, type Message, type Seat } from '#contract/chats.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { live } from '#web/kernel/me.ts'
import { toasts } from '#web/ui/toasts.ts'
import { useHere } from './use-here.ts'

export type Writing =
  | { readonly kind: 'new'; readonly replyTo: string | null }
  | { readonly kind: 'edit'; readonly message: Message }

export interface ComposerProps {
  context: { readonly chat: Chat; readonly seat: Seat }
  writing: Writing
  onWriting: (writing: Writing) => void
  onSent: () => void
}

const typingEveryMs = 3000

/** The text being written: kept as a draft, or loaded from the message that is changed; it goes only when it is safe. */
export function useWriting({ context, writing, onWriting, onSent }: ComposerProps) {
  const { chat } = context
  const { drafts, send } = useHere()
  const [text, setShown] = useState(() => drafts.get(chat.id)?.text ?? '')
  const [isBusy, setIsBusy] = useState(false)
  const lastTyping = useRef(0)
  const edited = writing.kind === 'edit' ? writing.message : null
  useEffect(() => {
    setShown(edited === null ? (drafts.get(chat.id)?.text ?? '') : edited.text)
  }, [edited, drafts, chat.id])
  const replyTo = writing.kind === 'new' ? writing.replyTo : null
  useEffect(() => {
    if (edited === null) drafts.set(chat.id, { text: drafts.get(chat.id)?.text ?? '', replyTo })
  }, [drafts, chat.id, replyTo, edited])
  const setText = (next: string): void => {
    setShown(next)
    if (edited === null) drafts.set(chat.id, { text: next, replyTo })
    if (next.trim() === '' || Date.now() - lastTyping.current < typingEveryMs || !hasTyping(context)) return
    lastTyping.current = Date.now()
    live.get()?.typing(chat.id)
  }
  const submit = async (): Promise<void> => {
    const words = text.trim()
    if (words === '' || isBusy) return
    setIsBusy(true)
    try {
      if (edited === null) {
        await send(chat.id, words, replyTo)
        drafts.set(chat.id, { text: '', replyTo: null })
        setShown('')
        onSent()
      } else if (words !== edited.text) await api(edit, { messageId: edited.id, text: words })
      onWriting({ kind: 'new', replyTo: null })
    } catch (error) {
      toasts.show(textOfError(error), { tone: 'error' })
    } finally {
      setIsBusy(false)
    }
  }
  return { text, setText, submit, isBusy }
}

/** Children and parents are not watched while they think. */
function hasTyping({ chat, seat }: ComposerProps['context']): boolean {
  if (chat.kind === 'direct') return seat.standing === 'staff' && seat.peer?.standing === 'staff'
  return chat.kind === 'staffroom' || chat.kind === 'staff-channel'
}
