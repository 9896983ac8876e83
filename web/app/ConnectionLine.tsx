import { useLingui } from '@lingui/react/macro'
import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { live } from '#web/kernel/me.ts'
import { useValue } from '#web/kernel/use-value.ts'
import { Value } from '#web/kernel/value.ts'
import { Banner } from '#web/ui/Banner.tsx'
import type { LiveState } from '#web/kernel/live/live-client.ts'

const none = new Value<LiveState>('stopped')
const patienceMs = 4000

/** Says so when the connection has been away for some seconds; what is written meanwhile waits and is not lost. */
export function ConnectionLine() {
  const { t } = useLingui()
  const state = useValue(useValue(live)?.state ?? none)
  const isAway = state === 'waiting' || state === 'connecting'
  const [shows, setShows] = useState(false)
  useEffect(() => {
    if (!isAway) {
      setShows(false)
      return
    }
    const timer = setTimeout(() => setShows(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isAway])
  if (!shows) return null
  return (
    <div role="status">
      <Banner tone="bell" icon={CloudOff} flat>
        {t({
          id: 'app.no-connection',
          message: 'Нет связи. Напишите сейчас: сообщение уйдёт само, когда связь вернётся.',
        })}
      </Banner>
    </div>
  )
}
