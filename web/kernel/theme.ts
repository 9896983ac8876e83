/** Light, dark, or as the device says. */
import { local } from './local.ts'
import { Value } from './value.ts'

export type ThemeChoice = 'auto' | 'light' | 'dark'

const saved = local.get('theme')
export const themeChoice = new Value<ThemeChoice>(saved === 'light' || saved === 'dark' ? saved : 'auto')

/** Keeps `data-theme` of the page right from now on. */
export function startTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const choice = themeChoice.get()
    document.documentElement.dataset['theme'] = choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice
  }
  apply()
  dark.addEventListener('change', apply)
  themeChoice.subscribe(() => {
    const choice = themeChoice.get()
    local.set('theme', choice === 'auto' ? null : choice)
    apply()
  })
}
