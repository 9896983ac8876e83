import { useLingui } from '@lingui/react/macro'
import { MessagesSquare, ShieldCheck, Users } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Link } from 'react-aria-components'
import { SupportLine } from '#web/features/accounts/index.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Brand } from '#web/ui/Entry.tsx'
import { Icon, type IconShape } from '#web/ui/Icon.tsx'
import { ExampleChoice } from './ExampleChoice.tsx'
import { ExampleMaking } from './ExampleMaking.tsx'
import { RealChoice } from './RealChoice.tsx'
import { followMaking } from './follow-switch.ts'

/** An empty installation: try, or set up. */
export function WelcomeScreen() {
  const { t } = useLingui()
  const { installation } = useMe()
  const [isMaking, setMaking] = useState(installation.switching === 'under-way')
  useEffect(() => {
    // the page was opened, or opened again, while the example is being made; followMaking says what fails
    if (installation.switching === 'under-way') followMaking().catch(() => setMaking(false))
  }, [installation.switching])
  return (
    <div className="grid h-full overflow-auto wide:grid-cols-2">
      <Motto />
      <main className="flex flex-col justify-center px-6 py-8 wide:px-18">
        {isMaking ? (
          <ExampleMaking />
        ) : (
          <>
            <h1>{t({ id: 'setup.begin', message: 'С чего начнём?' })}</h1>
            <p className="mt-3 mb-6 text-ink-2">
              {t({ id: 'setup.empty', message: 'Установка пустая. Всё, что вы выберете, можно потом убрать.' })}
            </p>
            <div className="flex flex-col gap-4">
              <ExampleChoice onMaking={setMaking} />
              <RealChoice />
            </div>
            <p className="mt-6 text-13 text-ink-2">
              {t({
                id: 'setup.invited',
                message: 'Уже приглашены? Откройте ссылку или введите код с листка по адресу своей школы.',
              })}{' '}
              <Link href="/apply" className="text-board-ink underline underline-offset-2">
                {t({ id: 'setup.apply', message: 'Подать заявку школы' })}
              </Link>
            </p>
            <div className="mt-3 self-start">
              <SupportLine />
            </div>
          </>
        )}
      </main>
    </div>
  )
}

function Motto() {
  const { t } = useLingui()
  return (
    <header className="flex flex-col bg-[#14624e] px-6 pt-6 pb-8 text-white wide:px-18 wide:pt-16 wide:pb-16">
      <Brand inverse />
      <div className="grow max-wide:min-h-8" />
      <p className="text-[32px] leading-[1.12] font-bold tracking-[-0.02em] wide:text-[46px]">
        {t({ id: 'setup.motto.1', message: 'Школа говорит' })}
        <br />
        {t({ id: 'setup.motto.2', message: 'в одном месте' })}
      </p>
      <ul className="mt-6 flex flex-col gap-4">
        <Point icon={MessagesSquare}>
          {t({ id: 'setup.point.chats', message: 'Чаты классов, родителей и учителей' })}
        </Point>
        <Point icon={Users}>
          {t({ id: 'setup.point.roster', message: 'Состав чатов сам следует за списками классов' })}
        </Point>
        <Point icon={ShieldCheck}>
          {t({ id: 'setup.point.own', message: 'Незнакомых здесь нет: все данные на вашем сервере' })}
        </Point>
      </ul>
      <p className="mt-9 text-13 text-white/80 max-wide:hidden">
        {t({ id: 'setup.free', message: 'Свободная программа. Ни рекламы, ни счётчиков, ни платных тарифов.' })}
      </p>
    </header>
  )
}

function Point({ icon, children }: { icon: IconShape; children: string }) {
  return (
    <li className="flex items-center gap-3">
      <Icon of={icon} />
      {children}
    </li>
  )
}
