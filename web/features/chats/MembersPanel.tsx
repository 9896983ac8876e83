import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Chat, Seat } from '#contract/chats.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { Button, IconButton } from '#web/ui/Button.tsx'
import { AddMember } from './AddMember.tsx'
import { MemberRow } from './MemberRow.tsx'
import { togglePanel } from './panel-shown.ts'
import { useMembers } from './use-members.ts'

/** «Кто здесь и почему»: nobody reads unseen. Beside the conversation, or over it where there is no room. */
export function MembersPanel({ chat, seat }: { chat: Chat; seat: Seat }) {
  const { t, i18n } = useLingui()
  const { members, hasMore, error, more } = useMembers(chat)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (matchMedia('(min-width: 1024px)').matches) return
    heading.current?.focus()
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') togglePanel()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <aside
      aria-labelledby="who-is-here"
      className="flex min-h-0 w-full flex-col overflow-auto bg-surface px-[18px] pt-4 pb-6 max-wide:fixed max-wide:inset-0 max-wide:z-40 wide:w-[300px] wide:shrink-0 wide:border-l wide:border-line-2"
    >
      <div className="flex items-center">
        <h2 id="who-is-here" ref={heading} tabIndex={-1} className="grow">
          {t({ id: 'chats.who', message: 'Кто здесь и почему' })}
        </h2>
        <span className="num text-14 text-ink-2">{i18n.number(chat.members)}</span>
        <IconButton
          icon={X}
          name={t({ id: 'chats.close-panel', message: 'Закрыть список' })}
          onPress={togglePanel}
          className="-mr-2 wide:hidden"
        />
      </div>
      <p className="mt-0.5 mb-3 text-13 text-ink-2">
        {t({ id: 'chats.no-hidden', message: 'Скрытых читателей нет. Чат принадлежит школе.' })}
      </p>
      {seat.moderator && <AddMember chat={chat} />}
      <ul>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} chat={chat} mayManage={seat.moderator} />
        ))}
      </ul>
      {error !== null && <p className="py-2 text-13 text-coral">{textOfError(error)}</p>}
      {hasMore && (
        <Button look="outline" size="small" wide onPress={more} className="mt-2">
          {t({ id: 'chats.show-more', message: 'Показать ещё' })}
        </Button>
      )}
    </aside>
  )
}
