import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { signOut } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Button } from '#web/ui/Button.tsx'
import { SupportLine } from './SupportLine.tsx'

/** The way out of a step that cannot be skipped. */
export function LeaveLine() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const leaving = useAction()
  const leave = async () => {
    await api(signOut, {})
    await reloadMe()
    await navigate({ to: '/' })
  }
  return (
    <>
      <Button look="plain" wide isPending={leaving.isPending} onPress={() => void leaving.run(leave)}>
        {t({ id: 'accounts.sign-out', message: 'Выйти' })}
      </Button>
      <SupportLine />
    </>
  )
}
