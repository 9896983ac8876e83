/** «2026/27»: a school year begins on 1 August of the school's own calendar. */
export function schoolYear(now: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric' }).formatToParts(now)
  const part = (type: 'year' | 'month') => Number(parts.find((one) => one.type === type)?.value)
  const first = part('month') >= 8 ? part('year') : part('year') - 1
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`
}
