import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { shareOf, usualSeconds } from './making-progress.ts'

/** The server says nothing until the school is ready, so the bar follows the clock and never pretends to have arrived. */
export function ExampleMaking() {
  const { t } = useLingui()
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const began = Date.now()
    const timer = setInterval(() => setPassed((Date.now() - began) / 1000), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.floor(passed)
  return (
    <div role="status">
      <h1>{t({ id: 'setup.making', message: 'Создаём школу' })}</h1>
      <p className="mt-3 mb-6 text-ink-2">
        {t({
          id: 'setup.making.note',
          message: 'Рассаживаем учеников по классам, знакомим родителей, пишем переписку за год.',
        })}
      </p>
      <ProgressBar
        value={shareOf(passed) * 100}
        max={100}
        label={t({ id: 'setup.making', message: 'Создаём школу' })}
      />
      <p className="num mt-2 text-14 text-ink-2">
        {t({ id: 'setup.making.time', message: `Прошло ${seconds} с, обычно нужно около ${usualSeconds}.` })}
      </p>
    </div>
  )
}
