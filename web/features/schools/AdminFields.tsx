import { useLingui } from '@lingui/react/macro'
import { PhoneField } from '#web/ui/PhoneField.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { FieldsProps } from './ApplicationFields.tsx'

export function AdminFields({ draft, onChange, doing }: FieldsProps) {
  const { t } = useLingui()
  const set = (part: Partial<FieldsProps['draft']>) => onChange({ ...draft, ...part })
  return (
    <>
      <div className="grid gap-4 two:grid-cols-3">
        <TextField
          label={t({ id: 'names.surname', message: 'Фамилия' })}
          value={draft.surname}
          onChange={(surname) => set({ surname })}
          error={doing.field('form.admin.surname')}
          autoComplete="family-name"
        />
        <TextField
          label={t({ id: 'names.name', message: 'Имя' })}
          value={draft.adminName}
          onChange={(adminName) => set({ adminName })}
          error={doing.field('form.admin.name')}
          autoComplete="given-name"
        />
        <TextField
          label={t({ id: 'names.patronymic', message: 'Отчество, если есть' })}
          value={draft.patronymic}
          onChange={(patronymic) => set({ patronymic })}
          error={doing.field('form.admin.patronymic')}
          autoComplete="additional-name"
        />
      </div>
      <TextField
        label={t({ id: 'schools.position', message: 'Должность' })}
        value={draft.position}
        onChange={(position) => set({ position })}
        error={doing.field('form.admin.position')}
        autoComplete="organization-title"
      />
      <div className="grid gap-4 two:grid-cols-2">
        <PhoneField
          label={t({ id: 'schools.mobile', message: 'Мобильный' })}
          hint={t({
            id: 'schools.mobile.hint',
            message: 'Войти можно будет только с этого номера. Он же стоит в приказе.',
          })}
          value={draft.mobile}
          onChange={(mobile) => set({ mobile })}
          error={doing.field('form.admin.mobile')}
        />
        <TextField
          label={t({ id: 'schools.admin-email', message: 'Почта администратора' })}
          type="email"
          value={draft.email}
          onChange={(email) => set({ email })}
          error={doing.field('form.admin.email')}
          autoComplete="email"
        />
      </div>
    </>
  )
}
