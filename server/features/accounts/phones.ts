/** Phones as typed become E.164; a number without a country code is Russian. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** `+79161234567`, or null where no such number can exist. */
export function parsePhone(typed: string): string | null {
  const phone = parsePhoneNumberFromString(typed, 'RU')
  return phone?.isValid() && phone.ext === undefined ? phone.number : null
}

/** «45 67» */
export function phoneTail(e164: string): string {
  return `${e164.slice(-4, -2)} ${e164.slice(-2)}`
}
