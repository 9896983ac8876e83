import { useLingui } from '@lingui/react/macro'
import { Outlet, useParams } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { MessagesSquare } from 'lucide-react'
import { Suspense } from 'react'
import { lazyPart } from '#web/kernel/lazy-part.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ChatList } from './ChatList.tsx'
import { here } from './chats-here.ts'
import { isDirectOpen } from './navigation.ts'

const StartDirectDialog = lazyPart(() => import('./StartDirectDialog.tsx').then((module) => module.StartDirectDialog))

/** List and conversation side by side; on a phone one after the other. */
export function ChatsScreen() {
  const { t } = useLingui()
  const { chatId } = useParams({ strict: false })
  const mine = useValue(here)
  const asksWhom = useValue(isDirectOpen)
  if (mine === null) return null
  return (
    <div className="flex min-h-0 flex-1 two:mt-2.5 two:overflow-hidden two:rounded-tl-l">
      <div
        className={clsx(
          'min-h-0 w-full flex-col bg-surface two:flex two:w-[300px] two:shrink-0 wide:w-[344px]',
          chatId === undefined ? 'flex' : 'hidden',
        )}
      >
        <ChatList chatId={chatId ?? null} />
      </div>
      <div
        className={clsx(
          'min-h-0 min-w-0 flex-1 flex-col bg-surface-2 two:flex two:border-l two:border-line-2',
          chatId === undefined ? 'hidden' : 'flex',
        )}
      >
        {chatId === undefined ? (
          <div className="grid h-full place-items-center">
            <EmptyState icon={MessagesSquare}>
              {t({ id: 'chats.choose', message: 'Выберите чат слева, чтобы читать и писать.' })}
            </EmptyState>
          </div>
        ) : (
          <>
            {/* A phone shows the conversation without the list and its title. */}
            <h1 className="sr-only two:hidden">{t({ id: 'chats.title', message: 'Чаты' })}</h1>
            <Suspense>
              <Outlet />
            </Suspense>
          </>
        )}
      </div>
      {asksWhom && (
        <Suspense>
          <StartDirectDialog onClose={() => isDirectOpen.set(false)} />
        </Suspense>
      )}
    </div>
  )
}
