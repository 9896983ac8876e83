import { useLingui as useRuntime } from '@lingui/react'
import { useLingui } from '@lingui/react/macro'
import { useRef } from 'react'
import * as contract from '#contract/chats.ts'
import type { Chat, Message, Seat } from '#contract/chats.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { usePerson } from '#web/kernel/use-me.ts'
import { MenuAt } from '#web/ui/Menu.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { actionsFor, type MessageAction } from './message-actions.ts'

export interface MenuPlace {
  readonly message: Message
  readonly x: number
  readonly y: number
}

interface Props {
  place: MenuPlace
  context: { readonly chat: Chat; readonly seat: Seat }
  onClose: () => void
  onAnswer: (message: Message) => void
  onChange: (message: Message) => void
}

/** Right click, long press or the button of a message. */
export function MessageMenu({ place, context, onClose, onAnswer, onChange }: Props) {
  const { t } = useLingui()
  const { i18n } = useRuntime()
  const { personId, card } = usePerson()
  const anchor = useRef<HTMLSpanElement>(null)
  const { message } = place
  const actions = actionsFor({ message, ...context, me: { personId, standing: card.standing }, now: Date.now() })
  const act = async (how: Promise<unknown>): Promise<void> => {
    try {
      await how
    } catch (error) {
      toasts.show(textOfError(error), { tone: 'error' })
    }
  }
  const runs: Record<MessageAction['name'], () => void> = {
    reply: () => onAnswer(message),
    copy: () =>
      void act(
        navigator.clipboard
          .writeText(message.text)
          .then(() => toasts.show(t({ id: 'chats.copied', message: 'Скопировано' }))),
      ),
    edit: () => onChange(message),
    remove: () => void act(api(contract.remove, { messageId: message.id })),
    hide: () => void act(api(contract.hide, { messageId: message.id })),
  }
  return (
    <>
      <span ref={anchor} className="fixed size-0" style={{ left: place.x, top: place.y }} />
      <MenuAt
        anchor={anchor}
        label={t({ id: 'chats.message-menu', message: 'Действия с сообщением' })}
        onClose={onClose}
        entries={actions.map((action) => ({
          id: action.name,
          text: i18n._(action.text),
          icon: action.icon,
          danger: action.danger,
          run: runs[action.name],
        }))}
      />
    </>
  )
}
