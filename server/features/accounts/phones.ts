/** Phones as typed become E.164; a number without a country code is Russian. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** `+79161234567`, or null where no such number can exist. */
export function parsePhone(typed: string): string | null {
  const phone = parsePhoneNumberFromString(typed, 'RU')
  return phone?.isValid() && phone.ext === undefined ? phone.number : null
}

/** «+7 ··· ··· 45 67»: enough to recognise one's own number. */
export function maskPhone(e164: string): string {
  const country = parsePhoneNumberFromString(e164)?.countryCallingCode ?? ''
  return `+${country} ··· ··· ${phoneTail(e164)}`
}

/** «45 67» */
export function phoneTail(e164: string): string {
  return `${e164.slice(-4, -2)} ${e164.slice(-2)}`
}
