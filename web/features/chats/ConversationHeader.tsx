import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { ChevronLeft, Lock, PanelRight } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '#web/kernel/lazy-part.ts'
import { useNavigate } from '@tanstack/react-router'
import type { Chat, Seat } from '#contract/chats.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { IconButton } from '#web/ui/Button.tsx'
import { Seal } from '#web/ui/Seal.tsx'
import { ChatPicture } from './ChatPicture.tsx'
import { chatTitle } from './chat-rows.ts'
import { panelShown, togglePanel } from './panel-shown.ts'

const WriteModeDialog = lazyPart(() => import('./WriteModeDialog.tsx').then((module) => module.WriteModeDialog))

export function ConversationHeader({ chat, seat }: { chat: Chat; seat: Seat }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const isPanelShown = useValue(panelShown)
  const [asksMode, setAsksMode] = useState(false)
  const isDirect = chat.kind === 'direct'
  return (
    <header className="flex min-h-[66px] shrink-0 items-center gap-3 border-b border-line-2 bg-surface py-1.5 pr-2 pl-1 two:min-h-[68px] two:border-0 two:bg-transparent two:pr-3 two:pl-[18px]">
      <IconButton
        icon={ChevronLeft}
        name={t({ id: 'chats.to-list', message: 'Ко всем чатам' })}
        onPress={() => void navigate({ to: '/chats' })}
        className="two:hidden"
      />
      <span className="-ml-2 two:ml-0">
        <ChatPicture kind={chat.kind} tile={chat.tile} peer={seat.peer} />
      </span>
      <div className="min-w-0 grow">
        <h2 className="flex items-center gap-1.5">
          <bdi className="cut">{chatTitle(chat, seat)}</bdi>
          {seat.peer?.seal === true && <Seal />}
        </h2>
        {isDirect ? (
          <div className="cut text-13 text-ink-2">{seat.peer?.label}</div>
        ) : (
          <button
            type="button"
            onClick={togglePanel}
            className="cut block max-w-full cursor-pointer text-left text-13 text-ink-2 hover:text-ink"
          >
            {t({
              id: 'chats.members-count',
              message: plural(chat.members, {
                one: '# участник',
                few: '# участника',
                many: '# участников',
                other: '# участника',
              }),
            })}
            <span className="two:hidden"> · {t({ id: 'chats.who-short', message: 'кто здесь и почему' })}</span>
          </button>
        )}
      </div>
      {seat.moderator && !isDirect && (
        <IconButton
          icon={Lock}
          name={t({ id: 'chats.write-mode', message: 'Кто может писать' })}
          onPress={() => setAsksMode(true)}
        />
      )}
      {!isDirect && (
        <IconButton
          icon={PanelRight}
          look={isPanelShown ? 'active' : 'bare'}
          name={t({ id: 'chats.who', message: 'Кто здесь и почему' })}
          aria-pressed={isPanelShown}
          onPress={togglePanel}
        />
      )}
      {asksMode && (
        <Suspense>
          <WriteModeDialog chat={chat} onClose={() => setAsksMode(false)} />
        </Suspense>
      )}
    </header>
  )
}
