import { useLingui } from '@lingui/react/macro'
import { School } from 'lucide-react'
import { Link } from 'react-aria-components'
import { buttonLook } from '#web/ui/button-look.ts'
import { ChoiceCard } from './ChoiceCard.tsx'

export function RealChoice() {
  const { t } = useLingui()
  return (
    <ChoiceCard
      icon={School}
      title={t({ id: 'setup.real', message: 'Настроить по-настоящему' })}
      note={t({
        id: 'setup.real.note',
        message:
          'Завести учётную запись оператора и принимать заявки школ. Понадобится ссылка, которую сервер напечатал в терминале.',
      })}
    >
      <Link href="/operator" className={buttonLook('outline')}>
        {t({ id: 'setup.real.link', message: 'У меня есть ссылка' })}
      </Link>
    </ChoiceCard>
  )
}
