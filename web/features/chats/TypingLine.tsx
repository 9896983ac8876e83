import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { typing } from '#web/kernel/live/typing.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { useMember } from './use-conversation.ts'

const nobody: readonly string[] = []

/** «Елена Сергеевна печатает…»: staff only, says the server. */
export function TypingLine({ chatId }: { chatId: string }) {
  const { t } = useLingui()
  const who = useValue(typing).get(chatId) ?? nobody
  const [first] = who
  return (
    <div aria-live="polite" className="cut h-5 shrink-0 px-5 text-13 text-ink-2">
      {first === undefined ? null : who.length === 1 ? (
        <TypingName chatId={chatId} personId={first} />
      ) : (
        t({
          id: 'chats.many-typing',
          message: plural(who.length, {
            one: 'Печатает # человек…',
            few: 'Печатают # человека…',
            many: 'Печатают # человек…',
            other: 'Печатают # человека…',
          }),
        })
      )}
    </div>
  )
}

function TypingName({ chatId, personId }: { chatId: string; personId: string }) {
  const { t } = useLingui()
  const member = useMember(chatId, personId)
  return member === undefined ? null : t({ id: 'chats.typing', message: `${member.short} печатает…` })
}
