/**
 * ИНН: ten digits for organisations, twelve for private persons, with control digits
 * (приказ ФНС России от 29.06.2012 № ММВ-7-6/435@).
 */
const organisation = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const eleventh = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const twelfth = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]

export function isInn(inn: string): boolean {
  // zeros alone satisfy the control digits
  if (/^0*$/.test(inn)) return false
  if (/^\d{10}$/.test(inn)) return control(inn, organisation) === Number(inn[9])
  if (/^\d{12}$/.test(inn)) {
    return control(inn, eleventh) === Number(inn[10]) && control(inn, twelfth) === Number(inn[11])
  }
  return false
}

function control(digits: string, weights: readonly number[]): number {
  return (weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11) % 10
}
