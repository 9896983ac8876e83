import { useLingui } from '@lingui/react/macro'
import { PhoneField } from '#web/ui/PhoneField.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { textOfCode } from '#web/kernel/error-text.ts'
import type { FieldsProps } from './ApplicationFields.tsx'
import { innFault, innInGroups } from './application-draft.ts'
import { proposedZone, russianZones, zoneText } from './proposed-zone.ts'

export function SchoolFields({ draft, onChange, doing }: FieldsProps) {
  const { t } = useLingui()
  const set = (part: Partial<FieldsProps['draft']>) => onChange({ ...draft, ...part })
  const early = innFault(draft.inn)
  return (
    <>
      <TextField
        label={t({ id: 'schools.name', message: 'Полное название' })}
        placeholder={t({ id: 'schools.name.example', message: 'МОУ «Гимназия № 44» г. Твери' })}
        value={draft.name}
        onChange={(name) => set({ name })}
        error={doing.field('form.name')}
        autoComplete="organization"
      />
      <div className="grid gap-4 two:grid-cols-2">
        <TextField
          label={t({ id: 'schools.short-name', message: 'Короткое название' })}
          hint={t({ id: 'schools.short-name.hint', message: 'Так школа называется в чатах: «Гимназия № 44».' })}
          value={draft.shortName}
          onChange={(shortName) => set({ shortName })}
          error={doing.field('form.shortName')}
        />
        <TextField
          label={t({ id: 'schools.inn', message: 'ИНН' })}
          hint={t({ id: 'schools.inn.hint', message: '10 цифр организации.' })}
          value={draft.inn}
          onChange={(inn) => set({ inn: innInGroups(inn).slice(0, 14) })}
          error={early === undefined ? doing.field('form.inn') : textOfCode(early)}
          inputMode="numeric"
          inputClassName="num"
        />
      </div>
      <TextField
        label={t({ id: 'schools.address', message: 'Адрес' })}
        value={draft.address}
        onChange={(address) =>
          set({ address, ...(draft.isZoneChosen ? {} : { timeZone: proposedZone(address) ?? '' }) })
        }
        error={doing.field('form.address')}
        autoComplete="street-address"
      />
      <ZoneField draft={draft} onChange={onChange} doing={doing} />
      <div className="grid gap-4 two:grid-cols-2">
        <TextField
          label={t({ id: 'schools.email', message: 'Почта школы' })}
          type="email"
          value={draft.schoolEmail}
          onChange={(schoolEmail) => set({ schoolEmail })}
          error={doing.field('form.schoolEmail')}
        />
        <PhoneField
          label={t({ id: 'schools.phone', message: 'Телефон школы' })}
          value={draft.schoolPhone}
          onChange={(schoolPhone) => set({ schoolPhone })}
          error={doing.field('form.schoolPhone')}
        />
      </div>
    </>
  )
}

/** Proposed from the address until it is chosen by hand. */
function ZoneField({ draft, onChange, doing }: FieldsProps) {
  const { t } = useLingui()
  const isProposed = draft.timeZone !== '' && !draft.isZoneChosen
  const known = russianZones.map(({ zone }) => ({ id: zone as string, text: zoneText(zone) }))
  const isKnown = known.some(({ id }) => id === draft.timeZone)
  const choices = isKnown || draft.timeZone === '' ? known : [{ id: draft.timeZone, text: draft.timeZone }, ...known]
  return (
    <Select
      label={t({ id: 'schools.zone', message: 'Часовой пояс' })}
      choices={choices}
      value={draft.timeZone === '' ? null : draft.timeZone}
      onChange={(timeZone) => onChange({ ...draft, timeZone, isZoneChosen: true })}
      placeholder={t({ id: 'schools.zone.choose', message: 'Выберите' })}
      hint={
        isProposed
          ? t({ id: 'schools.zone.proposed', message: 'Определён по адресу. Если неверно, выберите другой.' })
          : undefined
      }
      error={doing.field('form.timeZone')}
    />
  )
}
