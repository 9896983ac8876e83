import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useAction } from '#web/kernel/use-action.ts'
import { Button } from '#web/ui/Button.tsx'
import { throwExampleAway } from './follow-switch.ts'

/** One button: the example is made anew in twenty seconds, so nothing is asked. */
export function DiscardExample() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const discarding = useAction()
  const discard = async () => {
    await throwExampleAway()
    await navigate({ to: '/' })
  }
  return (
    <Button
      look="danger"
      size="small"
      icon={Trash2}
      isPending={discarding.isPending}
      onPress={() => void discarding.run(discard)}
    >
      {t({ id: 'setup.discard', message: 'Убрать пример' })}
    </Button>
  )
}
