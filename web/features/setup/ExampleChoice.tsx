import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { tokenOf } from '#web/kernel/fragment.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { ChoiceCard } from './ChoiceCard.tsx'
import { makeExample } from './follow-switch.ts'

/** Needs the link of the terminal wherever a stranger might have found the port first. */
export function ExampleChoice({ onMaking }: { onMaking: (isMaking: boolean) => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { installation } = useMe()
  const [pasted, setPasted] = useState('')
  const making = useAction()
  const make = () => {
    const token = installation.mayTry ? null : tokenOf(pasted)
    if (!installation.mayTry && token === null)
      return making.mark({ token: pasted.trim() === '' ? 'required' : 'bad_link' })
    void making.run(async () => {
      onMaking(true)
      try {
        await makeExample(token)
        await navigate({ to: '/example' })
      } finally {
        onMaking(false)
      }
    })
  }
  return (
    <ChoiceCard
      isFirst
      icon={Play}
      title={t({ id: 'setup.try', message: 'Попробовать на примере' })}
      note={t({
        id: 'setup.try.note',
        message:
          'Гимназия из 33 классов: около 900 учеников, 70 учителей, 1 400 родителей и год переписки. Можно войти любым из них. Готово за 20 секунд.',
      })}
    >
      <form
        noValidate
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        {!installation.mayTry && (
          <TextField
            className="w-full"
            label={t({ id: 'setup.try.link', message: 'Ссылка, которую сервер напечатал в терминале' })}
            value={pasted}
            onChange={setPasted}
            error={making.field('token')}
            autoComplete="off"
          />
        )}
        {making.text !== undefined && <Banner tone="red">{making.text}</Banner>}
        <Button type="submit" look="primary">
          {t({ id: 'setup.try.make', message: 'Создать пример' })}
        </Button>
      </form>
    </ChoiceCard>
  )
}
