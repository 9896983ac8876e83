import { useLingui } from '@lingui/react/macro'
import { ArrowUp, Check, Lock, Pencil, Reply, X } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import * as contract from '#contract/chats.ts'
import type { Chat, Message, Seat } from '#contract/chats.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { live } from '#web/kernel/me.ts'
import { useNow, useSchoolTime } from '#web/kernel/time/use-time.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { IconButton } from '#web/ui/Button.tsx'
import { Icon, type IconShape } from '#web/ui/Icon.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { cache } from '#web/kernel/cache/cache.ts'
import { chatTitle } from './chat-rows.ts'
import { chatTopic } from './chats-here.ts'
import { plainOf } from './markup.ts'
import { Quote } from './Quote.tsx'
import { useHere } from './use-here.ts'

export type Writing = { readonly kind: 'new'; readonly replyTo: string | null } | { readonly kind: 'edit'; readonly message: Message }

interface Props {
  context: { readonly chat: Chat; readonly seat: Seat }
  writing: Writing
  onWriting: (writing: Writing) => void
  onSent: () => void
}

const mostLength = 4000
const mostLines = 6
const typingEveryMs = 3000

/** Where one writes; says why where one may not. */
export function Composer(props: Props) {
  const { chat, seat } = props.context
  const now = useNow()
  return contract.mayWriteNow(seat, chat, Math.max(now, Date.now())) ? <Field {...props} /> : <Closed chat={chat} seat={seat} />
}

function Closed({ chat, seat }: { chat: Chat; seat: Seat }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  const isClosedFor = chat.closedUntil !== null && chat.closedUntil > Date.now()
  const until = chat.closedUntil === null ? '' : time.full(chat.closedUntil)
  return (
    <div className="safe-bottom flex min-h-[60px] shrink-0 items-center justify-center gap-2.5 px-5 pb-3 text-center text-14 text-ink-2">
      <Icon of={Lock} size={18} />
      {isClosedFor && seat.mayWrite
        ? t({ id: 'chats.closed-until', message: `Чат закрыт до ${until}. Читать можно.` })
        : chat.writeMode === 'staff' && seat.standing !== 'staff'
          ? t({ id: 'chats.only-staff-writes', message: 'Здесь пишут сотрудники школы, остальные читают.' })
          : t({ id: 'chats.read-only', message: 'Чат доступен только для чтения.' })}
    </div>
  )
}

function Field({ context, writing, onWriting, onSent }: Props) {
  const { t } = useLingui()
  const { chat, seat } = context
  const field = useRef<HTMLTextAreaElement>(null)
  const { text, setText, submit, isBusy } = useWriting({ context, writing, onWriting, onSent })
  const grow = useGrowing(field, text)
  useEffect(() => {
    if (writing.kind === 'edit' || writing.replyTo !== null || matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [writing])
  const onKey = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && (writing.kind === 'edit' || writing.replyTo !== null)) {
      event.preventDefault()
      onWriting({ kind: 'new', replyTo: null })
    }
    if (event.key === 'ArrowUp' && text === '') editLast(event)
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !matchMedia('(pointer: fine)').matches) return
    event.preventDefault()
    void submit()
  }
  const { personId, card } = usePerson()
  /** The own newest message, as on any keyboard messenger. */
  const editLast = (event: React.KeyboardEvent): void => {
    const mine = (cache.owned(chatTopic(chat.id), 'message') as readonly Message[])
      .filter((message) => contract.mayChangeOwn({ personId, standing: card.standing }, message, Date.now()))
      .toSorted((one, other) => other.number - one.number)[0]
    if (mine === undefined) return
    event.preventDefault()
    onWriting({ kind: 'edit', message: mine })
  }
  const isEdit = writing.kind === 'edit'
  return (
    <div className="safe-bottom shrink-0 bg-surface max-two:border-t max-two:border-line-2 two:bg-transparent two:px-[18px] two:pb-4">
      <div className="flex flex-col bg-surface two:rounded-l two:shadow-[inset_0_0_0_1px_var(--line)]">
        {writing.kind === 'edit' ? (
          <Strip icon={Pencil} title={t({ id: 'chats.editing', message: 'Изменение сообщения' })} onCancel={() => onWriting({ kind: 'new', replyTo: null })}>
            <bdi className="cut block text-13 text-ink-2">{plainOf(writing.message.text)}</bdi>
          </Strip>
        ) : (
          writing.replyTo !== null && (
            <Strip icon={Reply} onCancel={() => onWriting({ kind: 'new', replyTo: null })}>
              <Quote chatId={chat.id} messageId={writing.replyTo} />
            </Strip>
          )
        )}
        <div className="flex items-end gap-1 p-1 pl-4">
          <textarea
            ref={field}
            rows={1}
            value={text}
            maxLength={mostLength}
            onChange={(event) => setText(event.target.value)}
            onInput={grow}
            onKeyDown={onKey}
            aria-label={t({ id: 'chats.message-to', message: `Сообщение в чат «${chatTitle(chat, seat)}»` })}
            placeholder={seat.peer === null ? t({ id: 'chats.placeholder', message: `Сообщение в ${chatTitle(chat, seat)}` }) : t({ id: 'chats.placeholder-direct', message: 'Сообщение' })}
            className="block max-h-[158px] min-w-0 grow resize-none self-center bg-transparent py-2.5 text-[16px] leading-6 outline-none two:text-15"
          />
          <IconButton
            icon={isEdit ? Check : ArrowUp}
            look="primary"
            name={isEdit ? t({ id: 'chats.save', message: 'Сохранить' }) : t({ id: 'chats.send', message: 'Отправить' })}
            isDisabled={text.trim() === '' || isBusy}
            onPress={() => void submit()}
            className="rounded-[13px]!"
          />
        </div>
      </div>
    </div>
  )
}

function Strip({ icon, title, onCancel, children }: { icon: IconShape; title?: string; onCancel: () => void; children: React.ReactNode }) {
  const { t } = useLingui()
  return (
    <div className="flex items-center gap-2.5 pt-1.5 pr-1 pl-4">
      <Icon of={icon} size={18} className="text-board-ink" />
      <div className="min-w-0 grow">
        {title !== undefined && <div className="text-13 font-[600] text-board-ink">{title}</div>}
        {children}
      </div>
      <IconButton icon={X} name={t({ id: 'chats.cancel', message: 'Отменить' })} onPress={onCancel} />
    </div>
  )
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

/** The text being written: kept as a draft, or loaded from the message that is changed; it goes only when it is safe. */
function useWriting({ context, writing, onWriting, onSent }: Props) {
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
      } else if (words !== edited.text) await api(contract.edit, { messageId: edited.id, text: words })
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
function hasTyping({ chat, seat }: Props['context']): boolean {
  if (chat.kind === 'direct') return seat.standing === 'staff' && seat.peer?.standing === 'staff'
  return chat.kind === 'staffroom' || chat.kind === 'staff-channel'
}
