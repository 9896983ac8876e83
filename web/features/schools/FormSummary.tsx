import { useLingui } from '@lingui/react/macro'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ValueOf } from '#contract/kernel/define.ts'
import type { application } from '#contract/schools.ts'
import { formatPhone } from '#web/ui/phone-format.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { innInGroups } from './application-draft.ts'
import { zoneText } from './proposed-zone.ts'
import { StateTag } from './StateTag.tsx'

export type Application = ValueOf<typeof application>

/** What the school wrote, in the order in which it is compared with the paper. */
export function FormSummary({ application: { form, state } }: { application: Application }) {
  const { t } = useLingui()
  const { admin } = form
  return (
    <>
      <header className="mb-3 flex flex-wrap items-center gap-2">
        <h2>{form.shortName}</h2>
        <StateTag state={state} />
      </header>
      <dl className="flex flex-col gap-2.5">
        <Fact name={t({ id: 'schools.name.short', message: 'Название' })}>{form.name}</Fact>
        <Fact name={t({ id: 'schools.inn', message: 'ИНН' })}>
          <span className="num mr-2">{innInGroups(form.inn)}</span>
          <Tag tone="green" icon={Check}>
            {t({ id: 'schools.inn.right', message: 'верный' })}
          </Tag>
        </Fact>
        <Fact name={t({ id: 'schools.address', message: 'Адрес' })}>{form.address}</Fact>
        <Fact name={t({ id: 'schools.zone', message: 'Часовой пояс' })}>{zoneText(form.timeZone)}</Fact>
        <Fact name={t({ id: 'schools.email', message: 'Почта школы' })}>{form.schoolEmail}</Fact>
        <Fact name={t({ id: 'schools.phone.short', message: 'Телефон' })}>
          <span className="num">{formatPhone(form.schoolPhone)}</span>
        </Fact>
      </dl>
      <h3 className="mt-4 mb-2.5 border-t border-line-2 pt-4 text-13 text-ink-2">
        {t({ id: 'schools.administrator', message: 'Администратор школы' })}
      </h3>
      <dl className="flex flex-col gap-2.5">
        <Fact name={t({ id: 'schools.full-name', message: 'ФИО' })}>
          <b className="font-medium">{[admin.surname, admin.name, admin.patronymic].filter(Boolean).join(' ')}</b>
        </Fact>
        <Fact name={t({ id: 'schools.position', message: 'Должность' })}>{admin.position}</Fact>
        <Fact name={t({ id: 'schools.mobile', message: 'Мобильный' })}>
          <b className="num font-medium">{formatPhone(admin.mobile)}</b>
        </Fact>
        <Fact name={t({ id: 'schools.email.short', message: 'Почта' })}>{admin.email}</Fact>
      </dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[122px_1fr] gap-2">
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
