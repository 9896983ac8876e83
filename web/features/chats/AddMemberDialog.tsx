import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { addMember, type Chat } from '#contract/chats.ts'
import { displayName } from '#contract/kernel/names.ts'
import { staff } from '#contract/people.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { matchesWords } from '#web/kernel/match-words.ts'
import { useQuery, useSubmit } from '#web/kernel/use-call.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SkeletonRows } from '#web/ui/Skeleton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { PersonChoice } from './PersonChoice.tsx'

/** Staff of the school by name; who is chosen is in the chat. */
export function AddMemberDialog({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const { data, error } = useQuery(staff, {})
  const adding = useSubmit(addMember)
  const fitting = (data?.people ?? [])
    .filter((person) => matchesWords(`${person.surname} ${person.name} ${person.patronymic ?? ''}`, text))
    .slice(0, 50)
  const refusal = adding.error ?? error
  return (
    <Dialog title={t({ id: 'chats.add-staff', message: 'Добавить сотрудника' })} isOpen onClose={onClose}>
      <TextField
        label={t({ id: 'chats.who-to-add', message: 'Имя или фамилия' })}
        value={text}
        onChange={setText}
        autoFocus
        error={refusal === null ? undefined : textOfError(refusal)}
      />
      <div className="mt-2 min-h-40">
        {data === undefined && error === null && (
          <SkeletonRows rows={3} label={t({ id: 'chats.looking', message: 'Ищем' })} />
        )}
        {fitting.map((person) => (
          <PersonChoice
            key={person.id}
            id={person.id}
            name={displayName(person, true)}
            note={person.label}
            seal={person.seal}
            onChoose={async () => {
              if ((await adding.submit({ chatId: chat.id, personId: person.id })) !== undefined) onClose()
            }}
          />
        ))}
      </div>
    </Dialog>
  )
}
