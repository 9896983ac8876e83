import { useLingui } from '@lingui/react/macro'
import { NameFields } from '#web/ui/NameFields.tsx'
import { PlainSelect } from '#web/ui/PlainSelect.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { type Asking, type Kin, type LinkKind, needsOf } from './asking.ts'

export function AskingFields({
  kind,
  asking,
  onChange,
  error,
}: {
  kind: LinkKind
  asking: Asking
  onChange: (asking: Asking) => void
  error: (field: string) => string | undefined
}) {
  const { t } = useLingui()
  const needs = needsOf(kind)
  const { surname, name, patronymic } = asking
  return (
    <>
      <NameFields
        names={{ surname, name, patronymic }}
        onChange={(names) => onChange({ ...asking, ...names })}
        error={error}
        hasPatronymic={needs.patronymic}
        mayAutofill
      />
      {needs.position && (
        <TextField
          label={t({ id: 'invites.position', message: 'Должность' })}
          placeholder={kind === 'teacher' ? t({ id: 'invites.position.teacher', message: 'учитель химии' }) : undefined}
          value={asking.position}
          onChange={(position) => onChange({ ...asking, position })}
          error={error('position')}
          autoComplete="organization-title"
        />
      )}
      {needs.child && <ChildFields kind={kind} asking={asking} onChange={onChange} error={error} />}
    </>
  )
}

function ChildFields({ asking, onChange, error }: Parameters<typeof AskingFields>[0]) {
  const { t } = useLingui()
  const kins: { id: Kin; text: string }[] = [
    { id: 'mother', text: t({ id: 'invites.kin.mother', message: 'Мама' }) },
    { id: 'father', text: t({ id: 'invites.kin.father', message: 'Папа' }) },
    { id: 'guardian', text: t({ id: 'invites.kin.guardian', message: 'Опекун или законный представитель' }) },
    { id: 'other', text: t({ id: 'invites.kin.other', message: 'Другой родственник' }) },
  ]
  return (
    <>
      <h2 className="mt-2">{t({ id: 'invites.child', message: 'Ваш ребёнок' })}</h2>
      <TextField
        label={t({ id: 'invites.child.surname', message: 'Фамилия ребёнка' })}
        value={asking.childSurname}
        onChange={(childSurname) => onChange({ ...asking, childSurname })}
        error={error('childSurname')}
        autoComplete="off"
      />
      <TextField
        label={t({ id: 'invites.child.name', message: 'Имя ребёнка' })}
        value={asking.childName}
        onChange={(childName) => onChange({ ...asking, childName })}
        error={error('childName')}
        autoComplete="off"
      />
      <PlainSelect<Kin>
        label={t({ id: 'invites.kin', message: 'Кем вы приходитесь' })}
        choices={kins}
        value={asking.kin === '' ? null : asking.kin}
        onChange={(kin) => onChange({ ...asking, kin })}
        placeholder={t({ id: 'invites.kin.choose', message: 'Выберите' })}
        error={error('kin')}
      />
    </>
  )
}
