import { useLingui } from '@lingui/react/macro'
import { Suspense } from 'react'
import { FactorCard, SessionList, SupportLine } from '#web/features/accounts/index.ts'
import { myRight } from '#web/kernel/my-right.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Seal } from '#web/ui/Seal.tsx'
import { AccountSwitch } from './AccountSwitch.tsx'
import { BrowserSettings } from './BrowserSettings.tsx'
import { StatusCard } from './StatusCard.tsx'

/** One's own page: who one is here, how one signs in and where, what this browser does. */
export function MoreScreen() {
  const { t } = useLingui()
  const me = useMe()
  const { person } = me
  const mayAsk =
    person !== null && person.card.standing === 'staff' && myRight(me, 'status.submit', { owner: true }) === 'yes'
  const name = person?.card.name ?? t({ id: 'people.operator', message: 'Оператор' })
  return (
    <Page
      width="form"
      lead={<Avatar id={person?.personId ?? 'operator'} name={name} />}
      title={
        <>
          {name} {person?.card.seal === true && <Seal size={20} />}
        </>
      }
      note={person === null ? undefined : [person.card.label, person.schoolName].filter(Boolean).join(' · ')}
    >
      <div className="flex flex-col gap-6">
        {mayAsk && <StatusCard person={person} />}
        <AccountSwitch />
        <Part title={t({ id: 'people.more.sign-in', message: 'Вход' })}>
          <Suspense>
            <FactorCard />
            <SessionList />
          </Suspense>
        </Part>
        <Part title={t({ id: 'people.more.browser', message: 'Этот браузер' })}>
          <BrowserSettings />
        </Part>
        <SupportLine />
      </div>
    </Page>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
