/** What is typed into the application, flat, so that it can be kept as a draft; and as the contract wants it. */
import { type ApplicationForm, applicationForm } from '#contract/schools.ts'
import { formatPhone } from '#web/ui/phone-format.ts'
import { type FieldCodes, fieldsAtFault } from '#web/kernel/check-input.ts'

export interface ApplicationDraft {
  readonly name: string
  readonly shortName: string
  readonly inn: string
  readonly address: string
  readonly timeZone: string
  /** Chosen by hand: a new address no longer changes it. */
  readonly isZoneChosen: boolean
  readonly schoolEmail: string
  readonly schoolPhone: string
  readonly surname: string
  readonly adminName: string
  readonly patronymic: string
  readonly position: string
  readonly email: string
  readonly mobile: string
}

export const emptyDraft: ApplicationDraft = {
  name: '',
  shortName: '',
  inn: '',
  address: '',
  timeZone: '',
  isZoneChosen: false,
  schoolEmail: '',
  schoolPhone: '',
  surname: '',
  adminName: '',
  patronymic: '',
  position: '',
  email: '',
  mobile: '',
}

export function formOf(draft: ApplicationDraft): ApplicationForm {
  const { name, shortName, inn, address, timeZone, schoolEmail, schoolPhone } = draft
  const { surname, adminName, patronymic, position, email, mobile } = draft
  return {
    name,
    shortName,
    inn: inn.replace(/\s/g, ''),
    address,
    timeZone,
    schoolEmail,
    schoolPhone,
    admin: {
      surname,
      name: adminName,
      patronymic: patronymic.trim() === '' ? null : patronymic,
      position,
      email,
      mobile,
    },
  }
}

/** To correct a returned one. */
export function draftOf(form: ApplicationForm): ApplicationDraft {
  const { admin, ...school } = form
  return {
    ...school,
    schoolPhone: formatPhone(school.schoolPhone),
    inn: innInGroups(school.inn),
    isZoneChosen: true,
    surname: admin.surname,
    adminName: admin.name,
    patronymic: admin.patronymic ?? '',
    position: admin.position,
    email: admin.email,
    mobile: formatPhone(admin.mobile),
  }
}

/** Paths as the server names them: «form.admin.email». An empty optional patronymic is no fault. */
export function faultsOf(draft: ApplicationDraft): FieldCodes {
  const faults = fieldsAtFault(applicationForm, formOf(draft))
  const phones = { schoolPhone: draft.schoolPhone, 'admin.mobile': draft.mobile }
  const short = Object.entries(phones).filter(
    ([path, phone]) => !(path in faults) && phone.replace(/\D/g, '').length < 11,
  )
  const all = {
    ...faults,
    ...Object.fromEntries(short.map(([path, phone]) => [path, phone === '' ? 'required' : 'bad_phone'])),
  }
  return Object.fromEntries(Object.entries(all).map(([path, code]) => [`form.${path}`, code]))
}

/** «6903 0284 31»: what has ten or twelve digits is easier to check in groups. */
export function innInGroups(inn: string): string {
  return inn.replace(/\D/g, '').replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** The mistake in an ИНН as soon as it is long enough to have one; undefined while it is being typed. */
export function innFault(inn: string): string | undefined {
  const digits = inn.replace(/\s/g, '')
  if (digits.length !== 10 && digits.length !== 12) return undefined
  return fieldsAtFault(applicationForm, { inn: digits })['inn']
}
