import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { requestCode } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { perTab } from '#web/kernel/local.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { AccountStep } from './AccountStep.tsx'
import { CodeStep, type Sent } from './CodeStep.tsx'
import { PhoneStep } from './PhoneStep.tsx'

export type Choice = readonly { readonly accountId: string; readonly label: string }[]

/** Phone → six digits → whose account, where a phone has several. */
export function SignInScreen() {
  const navigate = useNavigate()
  const [phone, setPhone] = useState(() => perTab.get('enter.phone') ?? '')
  const [sent, setSent] = useState<Sent | null>(null)
  const [choice, setChoice] = useState<Choice | null>(null)
  const enter = async () => {
    perTab.set('enter.phone', null)
    await reloadMe()
    await navigate({ to: '/' })
  }
  const ask = async () => {
    perTab.set('enter.phone', phone)
    const answer = await api(requestCode, { phone })
    setSent({ ...answer, phone })
    return answer
  }
  if (choice !== null) return <AccountStep accounts={choice} onChosen={enter} onBack={() => setChoice(null)} />
  if (sent !== null) {
    return (
      <CodeStep
        sent={sent}
        onAgain={ask}
        onBack={() => setSent(null)}
        onEntered={async (accounts) => (accounts.length > 0 ? setChoice(accounts) : enter())}
      />
    )
  }
  return <PhoneStep phone={phone} onChange={setPhone} onAsk={ask} onEntered={enter} />
}
