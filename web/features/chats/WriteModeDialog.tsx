import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { setWriteMode, type Chat } from '#contract/chats.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useSchoolTime } from '#web/kernel/time/use-time.ts'
import { useSubmit } from '#web/kernel/use-call.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Choices } from '#web/ui/Choices.tsx'
import { closingTimes } from './closing-times.ts'

type Mode = Chat['writeMode']

/** Who may write here, and until when the chat rests. Administrators of the chat may always. */
export function WriteModeDialog({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { t } = useLingui()
  const time = useSchoolTime()
  const [mode, setMode] = useState<Mode>(chat.writeMode)
  const [rest, setRest] = useState<string>(chat.closedUntil !== null && chat.closedUntil > Date.now() ? 'kept' : 'none')
  const { submit, error, isBusy } = useSubmit(setWriteMode)
  const [times] = useState(() => closingTimes(Date.now(), time))
  const until =
    rest === 'none' ? null : rest === 'kept' ? chat.closedUntil : (times.find((one) => one.id === rest)?.at ?? null)
  const keptUntil = chat.closedUntil === null ? '' : time.full(chat.closedUntil)
  const save = async (): Promise<void> => {
    if ((await submit({ chatId: chat.id, mode, closedUntil: until })) !== undefined) onClose()
  }
  return (
    <Dialog
      title={t({ id: 'chats.write-mode', message: 'Кто может писать' })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button look="outline" onPress={onClose}>
            {t({ id: 'chats.cancel', message: 'Отменить' })}
          </Button>
          <Button look="primary" isPending={isBusy} onPress={() => void save()}>
            {t({ id: 'chats.save', message: 'Сохранить' })}
          </Button>
        </>
      }
    >
      <Choices<Mode>
        label={t({ id: 'chats.write-mode', message: 'Кто может писать' })}
        labelHidden
        value={mode}
        onChange={setMode}
        choices={[
          { id: 'all', text: t({ id: 'chats.mode-all', message: 'Все участники' }) },
          { id: 'staff', text: t({ id: 'chats.mode-staff', message: 'Только сотрудники школы' }) },
          { id: 'nobody', text: t({ id: 'chats.mode-nobody', message: 'Только администраторы чата' }) },
        ]}
      />
      <div className="mt-5">
        <Choices
          label={t({ id: 'chats.rest', message: 'Закрыть на время' })}
          value={rest}
          onChange={setRest}
          choices={[
            { id: 'none', text: t({ id: 'chats.rest-none', message: 'Не закрывать' }) },
            ...(chat.closedUntil !== null && chat.closedUntil > Date.now()
              ? [{ id: 'kept', text: t({ id: 'chats.rest-kept', message: `Как сейчас: до ${keptUntil}` }) }]
              : []),
            ...times.map((one) => ({
              id: one.id,
              text: t({ id: 'chats.rest-until', message: `До ${time.full(one.at)}` }),
            })),
          ]}
        />
      </div>
      {error !== null && (
        <div className="mt-4">
          <Banner tone="red">{textOfError(error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
