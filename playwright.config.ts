import { defineConfig } from '@playwright/test'

/** The two sizes and themes in which every screen is looked at; each look is taken in both themes (`e2e/look.ts`). */
const desktop = { width: 1366, height: 860 }
const phone = { width: 390, height: 844 }

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/scenarios',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 280_000,
  globalTimeout: 840_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    actionTimeout: 10_000,
    launchOptions: {
      ...(process.env['PEREMENA_CHROMIUM'] ? { executablePath: process.env['PEREMENA_CHROMIUM'] } : {}),
      args: ['--no-sandbox', '--disable-lcd-text'],
    },
  },
  projects: [
    { name: 'desktop-light', use: { viewport: desktop, colorScheme: 'light' } },
    {
      name: 'phone-dark',
      use: { viewport: phone, colorScheme: 'dark', hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
  ],
})
