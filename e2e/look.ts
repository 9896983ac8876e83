/** A look at a screen as it stands: a picture and axe, in both themes. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const other = { light: 'dark', dark: 'light' } as const
/** React Aria's announcer keeps the last announcement for seven seconds, naming a button that may be gone. */
const announcer = '[data-live-announcer]'

export async function look(page: Page, name: string): Promise<void> {
  const { project } = test.info()
  const size = project.name.split('-')[0]
  const own = project.use.colorScheme === 'dark' ? 'dark' : 'light'
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  for (const theme of [own, other[own]] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    const path = `test-results/screens/${name}-${size}-${theme}.png`
    await page.screenshot({ path, animations: 'disabled', scale: 'css' })
    const violations = theme === own ? await allRules(page) : await contrast(page)
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    )
    expect.soft(found, `${name}, ${theme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: own })
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

async function allRules(page: Page): Promise<readonly Violation[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude(announcer)
  return (await axe.options({ resultTypes: ['violations'] }).analyze()).violations
}

/** The other theme changes colours and nothing else; axe stands in the page since the first theme. */
function contrast(page: Page): Promise<readonly Violation[]> {
  return page.evaluate(async (exclude) => {
    const { axe } = window as unknown as { axe: Axe }
    const { violations } = await axe.run({ exclude: [exclude] }, { runOnly: ['color-contrast'] })
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary = '' }) => ({ html, failureSummary })),
    }))
  }, announcer)
}

interface Axe {
  run(where: object, how: object): Promise<{ violations: readonly Violation[] }>
}
