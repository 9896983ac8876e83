import { useLingui } from '@lingui/react/macro'
import { useMe } from '#web/kernel/use-me.ts'

/** Whom to write to when nothing helps; only where the installation names an address. */
export function SupportLine() {
  const { t } = useLingui()
  const { installation } = useMe()
  if (installation.supportEmail === null) return null
  return (
    <p className="text-center text-13 text-ink-2">
      {t({ id: 'accounts.support', message: 'Не получается? Напишите:' })}{' '}
      <a href={`mailto:${installation.supportEmail}`} className="text-board-ink underline underline-offset-2">
        {installation.supportEmail}
      </a>
    </p>
  )
}

/** Said at every entry until the register of consents exists. */
export function ConsentLine() {
  const { t } = useLingui()
  return (
    <p className="text-center text-13 text-ink-2">
      {t({
        id: 'accounts.consents',
        message: 'Согласия на обработку данных школа хранит на бумаге, пока в «Перемене» нет их реестра.',
      })}
    </p>
  )
}
