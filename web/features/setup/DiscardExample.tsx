import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { discardExample } from '#contract/setup.ts'
import { api } from '#web/kernel/api/api.ts'
import { textOfError } from '#web/kernel/error-text.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { Button } from '#web/ui/Button.tsx'
import { toasts } from '#web/ui/toasts.ts'
import { followSwitch } from './follow-switch.ts'

/** One button: the example is made anew in twenty seconds, so nothing is asked. */
export function DiscardExample() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const discarding = useAction()
  const discard = async () => {
    try {
      await api(discardExample, {})
      await followSwitch((mode) => mode !== 'example')
    } catch (error) {
      toasts.show(textOfError(error), { tone: 'error' })
      throw error
    }
    await navigate({ to: '/' })
  }
  return (
    <Button look="danger" size="small" icon={Trash2} isPending={discarding.isPending} onPress={() => void discarding.run(discard)}>
      {t({ id: 'setup.discard', message: 'Убрать пример' })}
    </Button>
  )
}
