import { useLingui } from '@lingui/react/macro'
import { Pencil, Reply, X } from 'lucide-react'
import { IconButton } from '#web/ui/Button.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { plainOf } from './markup.ts'
import { Quote } from './Quote.tsx'
import type { Writing } from './use-writing.ts'

/** Above the field: what is answered or changed. */
export function ComposerStrip({
  chatId,
  writing,
  onCancel,
}: {
  chatId: string
  writing: Writing
  onCancel: () => void
}) {
  const { t } = useLingui()
  if (writing.kind === 'new' && writing.replyTo === null) return null
  return (
    <div className="flex items-center gap-2.5 pt-1.5 pr-1 pl-4">
      <Icon of={writing.kind === 'edit' ? Pencil : Reply} size={18} className="text-board-ink" />
      <div className="min-w-0 grow">
        {writing.kind === 'edit' ? (
          <>
            <div className="text-13 font-[600] text-board-ink">
              {t({ id: 'chats.editing', message: 'Изменение сообщения' })}
            </div>
            <bdi className="cut block text-13 text-ink-2">{plainOf(writing.message.text)}</bdi>
          </>
        ) : (
          writing.replyTo !== null && <Quote chatId={chatId} messageId={writing.replyTo} />
        )}
      </div>
      <IconButton icon={X} name={t({ id: 'chats.cancel', message: 'Отменить' })} onPress={onCancel} />
    </div>
  )
}
