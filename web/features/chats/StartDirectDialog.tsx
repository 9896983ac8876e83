import { useLingui } from '@lingui/react/macro'
import { useDeferredValue, useState } from 'react'
import { directCandidates, startDirect } from '#contract/chats.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useQuery, useSubmit } from '#web/kernel/use-call.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { openChat } from './navigation.ts'
import { PersonChoice } from './PersonChoice.tsx'

/** Whom one may write to, by name; the chat opens at once. */
export function StartDirectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const { data, error } = useQuery(directCandidates, { text: asked })
  const starting = useSubmit(startDirect)
  const refusal = starting.error ?? error
  const open = async (personId: string): Promise<void> => {
    const started = await starting.submit({ personId })
    if (started === undefined) return
    onClose()
    openChat(started.chatId)
  }
  return (
    <Dialog title={t({ id: 'chats.new-direct', message: 'Новое сообщение' })} isOpen onClose={onClose}>
      <TextField
        label={t({ id: 'chats.to-whom', message: 'Кому' })}
        placeholder={t({ id: 'chats.to-whom-hint', message: 'Имя или фамилия' })}
        value={text}
        onChange={setText}
        autoFocus
        maxLength={60}
        error={refusal === null ? undefined : textOfError(refusal)}
      />
      <div className="mt-2 min-h-56">
        {data === undefined && error === null && (
          <SkeletonRows rows={4} label={t({ id: 'chats.looking', message: 'Ищем' })} />
        )}
        {data?.people.map((person) => (
          <PersonChoice
            key={person.personId}
            id={person.personId}
            name={person.name}
            note={person.label}
            seal={person.seal}
            onChoose={() => void open(person.personId)}
          />
        ))}
        {data?.people.length === 0 && (
          <p className="px-2 py-6 text-center text-ink-2">
            {t({
              id: 'chats.nobody-found',
              message: 'Никого не нашлось. Писать можно тем, с кем вас связывает школа.',
            })}
          </p>
        )}
      </div>
    </Dialog>
  )
}
