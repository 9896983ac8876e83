import { formatter } from '@lingui/format-po'
import { defineConfig } from '@lingui/conf'

/** Russian is the source: `npx lingui extract --overwrite --clean` writes what stands in the code into both catalogues. */
export default defineConfig({
  sourceLocale: 'ru',
  locales: ['ru', 'en'],
  fallbackLocales: { en: 'ru' },
  catalogs: [{ path: '<rootDir>/texts/{locale}', include: ['web', 'server'], exclude: ['**/*.test.ts'] }],
  format: formatter({ lineNumbers: false, origins: false }),
  orderBy: 'messageId',
})
