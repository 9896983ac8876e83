import { useLingui } from '@lingui/react/macro'
import { ArrowUp, Check } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { mayChangeOwn, type Message } from '#contract/chats.ts'
import { cache } from '#web/kernel/cache/cache.ts'
import type { Person } from '#web/kernel/me.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { IconButton } from '#web/ui/Button.tsx'
import { ComposerStrip } from './ComposerStrip.tsx'
import { chatTitle } from './chat-rows.ts'
import { chatTopic } from './chats-here.ts'
import { useWriting, type ComposerProps } from './use-writing.ts'

const mostLength = 4000
const mostLines = 6

/** Enter sends and Shift+Enter makes a line where there is a keyboard; a phone's Enter makes a line. */
export function ComposerField(props: ComposerProps) {
  const { t } = useLingui()
  const { context, writing, onWriting } = props
  const { chat, seat } = context
  const me = usePerson()
  const field = useRef<HTMLTextAreaElement>(null)
  const { text, setText, submit, isBusy } = useWriting(props)
  const grow = useGrowing(field, text)
  const cancel = useCallback(() => onWriting({ kind: 'new', replyTo: null }), [onWriting])
  const isEdit = writing.kind === 'edit'
  const isPlain = writing.kind === 'new' && writing.replyTo === null
  useEffect(() => {
    if (!isPlain || hasKeyboard()) field.current?.focus()
  }, [isPlain])
  const onKey = (event: React.KeyboardEvent): void => {
    const editable = event.key === 'ArrowUp' && text === '' ? ownNewest(chat.id, me) : undefined
    const sends = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && hasKeyboard()
    const cancels = event.key === 'Escape' && !isPlain
    if (!sends && !cancels && editable === undefined) return
    event.preventDefault()
    if (sends) void submit()
    else if (cancels) cancel()
    else if (editable !== undefined) onWriting({ kind: 'edit', message: editable })
  }
  const title = chatTitle(chat, seat)
  return (
    <div className="safe-bottom shrink-0 bg-surface max-two:border-t max-two:border-line-2 two:bg-transparent two:px-[18px] two:pb-4">
      <div className="flex flex-col bg-surface two:rounded-l two:shadow-[inset_0_0_0_1px_var(--line)]">
        <ComposerStrip chatId={chat.id} writing={writing} onCancel={cancel} />
        <div className="flex items-end gap-1 p-1 pl-4">
          <textarea
            ref={field}
            rows={1}
            value={text}
            maxLength={mostLength}
            onChange={(event) => setText(event.target.value)}
            onInput={grow}
            onKeyDown={onKey}
            aria-label={t({ id: 'chats.message-to', message: `Сообщение в чат «${title}»` })}
            placeholder={
              seat.peer === null
                ? t({ id: 'chats.placeholder', message: `Сообщение в ${title}` })
                : t({ id: 'chats.placeholder-direct', message: 'Сообщение' })
            }
            className="block max-h-[164px] min-w-0 grow resize-none self-center bg-transparent py-2.5 text-[16px] leading-6 outline-none two:text-15"
          />
          <IconButton
            icon={isEdit ? Check : ArrowUp}
            look="primary"
            name={
              isEdit ? t({ id: 'chats.save', message: 'Сохранить' }) : t({ id: 'chats.send', message: 'Отправить' })
            }
            isDisabled={text.trim() === '' || isBusy}
            onPress={() => void submit()}
            className="rounded-[13px]!"
          />
        </div>
      </div>
    </div>
  )
}

function hasKeyboard(): boolean {
  return matchMedia('(pointer: fine)').matches
}

/** The own newest message that may still be changed, as on any keyboard messenger. */
function ownNewest(chatId: string, { personId, card }: Person): Message | undefined {
  return (cache.owned(chatTopic(chatId), 'message') as readonly Message[])
    .filter((message) => mayChangeOwn({ personId, standing: card.standing }, message, Date.now()))
    .toSorted((one, other) => other.number - one.number)[0]
}

/** As high as its text, up to six lines. */
function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string): () => void {
  const grow = useCallback(() => {
    const area = field.current
    if (area === null) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, mostLines * 24 + 20)}px`
  }, [field])
  useLayoutEffect(grow, [grow, text])
  return grow
}
