import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { reloadMe } from '#web/kernel/me.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { FactorPass } from './FactorPass.tsx'
import { FactorSetUp } from './FactorSetUp.tsx'
import { needsFactor } from './need-factor.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'

/** The second step of sign-in: set up once with recovery codes, passed at each later sign-in. */
export function FactorScreen() {
  const navigate = useNavigate()
  const me = useMe()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const leave = async () => {
    await reloadMe()
    await navigate({ to: '/' })
  }
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={() => void leave()} />
  if (me.factor.methods.length > 0 && !me.factor.passed)
    return <FactorPass methods={me.factor.methods} onPassed={leave} />
  return (
    <FactorSetUp
      isObligatory={needsFactor(me)}
      onSet={async (fresh) => (fresh === null ? leave() : setCodes(fresh))}
      onLater={() => void navigate({ to: '/more' })}
    />
  )
}
