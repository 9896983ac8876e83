/** A look at a screen as it stands: a picture and axe, in both themes. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const other = { light: 'dark', dark: 'light' } as const

export async function look(page: Page, name: string): Promise<void> {
  const { project } = test.info()
  const size = project.name.split('-')[0]
  const own = project.use.colorScheme === 'dark' ? 'dark' : 'light'
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  for (const theme of [own, other[own]] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await page.screenshot({ path: `test-results/screens/${name}-${size}-${theme}.png`, animations: 'disabled' })
    // React Aria's announcer keeps the last announcement for seven seconds, naming a button that may be gone.
    // The other theme changes colours and nothing else.
    const all = new AxeBuilder({ page }).setLegacyMode().exclude('[data-live-announcer]')
    const axe = theme === own ? all : all.withRules('color-contrast')
    const { violations } = await axe.analyze()
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    )
    expect.soft(found, `${name}, ${theme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: own })
}
