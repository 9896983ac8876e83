import { useLingui } from '@lingui/react/macro'
import { ChevronRight, UserPlus } from 'lucide-react'
import { chooseAccount } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import type { Choice } from './SignInScreen.tsx'

/** One phone may belong to a parent and a child: whose account is it now? */
export function AccountStep({
  accounts,
  mayBeNew,
  onChosen,
  onBack,
}: {
  accounts: Choice
  /** Somebody new may come in by this phone: an invitation is at hand. */
  mayBeNew?: boolean
  onChosen: () => Promise<void> | void
  onBack: () => void
}) {
  const { t } = useLingui()
  const choosing = useAction()
  const choose = (accountId: string | null) =>
    void choosing.run(async () => {
      await api(chooseAccount, { accountId })
      await onChosen()
    })
  return (
    <Entry
      title={t({ id: 'accounts.choose', message: 'Кто вы?' })}
      note={t({ id: 'accounts.choose.note', message: 'Этим номером пользуются несколько человек.' })}
      onBack={onBack}
    >
      <Card as="section" className="divide-y divide-line-2 overflow-hidden">
        {accounts.map(({ accountId, label }) => (
          <button
            key={accountId}
            type="button"
            disabled={choosing.isPending}
            onClick={() => choose(accountId)}
            className="flex min-h-16 w-full cursor-pointer items-center gap-3 px-4 py-2 text-left hover:bg-hover"
          >
            <Avatar id={accountId} name={label} />
            <span className="grow font-medium">{label}</span>
            <Icon of={ChevronRight} className="text-ink-2" />
          </button>
        ))}
      </Card>
      {mayBeNew === true && (
        <Button
          look="outline"
          icon={UserPlus}
          wide
          className="mt-3"
          isDisabled={choosing.isPending}
          onPress={() => choose(null)}
        >
          {t({ id: 'accounts.choose.new', message: 'Никто из них' })}
        </Button>
      )}
      {choosing.text !== undefined && <Banner tone="red">{choosing.text}</Banner>}
    </Entry>
  )
}
