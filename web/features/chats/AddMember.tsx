import { useLingui } from '@lingui/react/macro'
import { UserPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '#web/kernel/lazy-part.ts'
import type { Chat } from '#contract/chats.ts'
import { Button } from '#web/ui/Button.tsx'

const AddMemberDialog = lazyPart(() => import('./AddMemberDialog.tsx').then((module) => module.AddMemberDialog))

/** Staff may be added to any chat by hand; others come where the roster puts them. */
export function AddMember({ chat }: { chat: Chat }) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        look="outline"
        size="small"
        icon={UserPlus}
        wide
        className="mb-2 shrink-0"
        onPress={() => setIsOpen(true)}
      >
        {t({ id: 'chats.add-staff', message: 'Добавить сотрудника' })}
      </Button>
      {isOpen && (
        <Suspense>
          <AddMemberDialog chat={chat} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
