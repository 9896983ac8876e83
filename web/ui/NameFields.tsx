import { useLingui } from '@lingui/react/macro'
import { TextField } from './TextField.tsx'

export interface TypedNames {
  readonly surname: string
  readonly name: string
  readonly patronymic: string
}

/** Surname, name and, for grown-ups and lists, patronymic. `error` knows the fields by these names. */
export function NameFields({
  names,
  onChange,
  error,
  hasPatronymic,
  mayAutofill,
}: {
  names: TypedNames
  onChange: (names: TypedNames) => void
  error: (field: string) => string | undefined
  hasPatronymic?: boolean
  /** One's own name: the browser may know it. */
  mayAutofill?: boolean
}) {
  const { t } = useLingui()
  const filled = (way: string) => (mayAutofill === true ? way : 'off')
  return (
    <>
      <TextField
        label={t({ id: 'names.surname', message: 'Фамилия' })}
        value={names.surname}
        onChange={(surname) => onChange({ ...names, surname })}
        error={error('surname')}
        autoComplete={filled('family-name')}
      />
      <TextField
        label={t({ id: 'names.name', message: 'Имя' })}
        value={names.name}
        onChange={(name) => onChange({ ...names, name })}
        error={error('name')}
        autoComplete={filled('given-name')}
      />
      {hasPatronymic === true && (
        <TextField
          label={t({ id: 'names.patronymic', message: 'Отчество, если есть' })}
          value={names.patronymic}
          onChange={(patronymic) => onChange({ ...names, patronymic })}
          error={error('patronymic')}
          autoComplete={filled('additional-name')}
        />
      )}
    </>
  )
}
