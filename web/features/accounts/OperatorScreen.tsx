import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { claimOperator } from '#contract/accounts.ts'
import { api } from '#web/kernel/api/api.ts'
import { tokenOf, useFragment } from '#web/kernel/fragment.ts'
import { reloadMe } from '#web/kernel/me.ts'
import { useAction } from '#web/kernel/use-action.ts'
import { useMe } from '#web/kernel/use-me.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Entry } from '#web/ui/Entry.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { SupportLine } from './SupportLine.tsx'

/** The link of the terminal, opened or pasted. It is spent by the button, never by merely opening the page. */
export function OperatorScreen() {
  const { t } = useLingui()
  const { installation } = useMe()
  const navigate = useNavigate()
  const opened = useFragment(true)
  const [pasted, setPasted] = useState('')
  const claiming = useAction()
  const isNew = installation.mode === 'empty'
  const submit = () => {
    const token = opened ?? tokenOf(pasted)
    if (token === null) return claiming.mark({ token: pasted.trim() === '' ? 'required' : 'bad_link' })
    void claiming.run(async () => {
      await api(claimOperator, { token })
      await reloadMe()
      await navigate({ to: '/factor' })
    })
  }
  return (
    <Entry
      title={
        isNew
          ? t({ id: 'accounts.operator.new', message: 'Первый вход оператора' })
          : t({ id: 'accounts.operator', message: 'Вход оператора' })
      }
      note={t({
        id: 'accounts.operator.note',
        message:
          'Оператор принимает заявки школ. Он входит по ключу доступа или по коду из приложения; номер телефона не нужен.',
      })}
      onBack={isNew ? () => void navigate({ to: '/' }) : undefined}
      foot={<SupportLine />}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {opened === null && (
          <TextField
            label={t({ id: 'accounts.operator.link', message: 'Ссылка из терминала' })}
            hint={t({
              id: 'accounts.operator.hint',
              message: 'Её печатает npm start, а позже — команда npm run operator.',
            })}
            value={pasted}
            onChange={setPasted}
            error={claiming.field('token')}
            autoComplete="off"
            autoFocus
          />
        )}
        {claiming.text !== undefined && (
          <Banner tone="red">
            {claiming.error?.code === 'wrong_code'
              ? t({
                  id: 'accounts.operator.spent',
                  message: 'Эта ссылка уже сработала или устарела. Новую печатает на сервере npm run operator.',
                })
              : claiming.text}
          </Banner>
        )}
        <Button type="submit" look="primary" size="large" wide isPending={claiming.isPending}>
          {isNew
            ? t({ id: 'accounts.operator.begin', message: 'Начать' })
            : t({ id: 'accounts.operator.enter', message: 'Войти' })}
        </Button>
      </form>
    </Entry>
  )
}
