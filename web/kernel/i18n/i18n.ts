/** The language of the page. Russian first; what English lacks is shown in Russian. */
import { i18n } from '@lingui/core'
import { local } from '../local.ts'

export type Locale = 'ru' | 'en'

/** Chosen by hand, else English only for browsers that do not ask for Russian but ask for English first. */
export function chosenLocale(languages: readonly string[] = navigator.languages): Locale {
  const saved = local.get('locale')
  if (saved === 'ru' || saved === 'en') return saved
  return languages.some((one) => one.startsWith('ru')) || !languages[0]?.startsWith('en') ? 'ru' : 'en'
}

export async function activateLocale(locale: Locale): Promise<void> {
  const { messages } = locale === 'ru' ? await import('#texts/ru.po') : await import('#texts/en.po')
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale
}
