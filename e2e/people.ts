/** People of a scenario: each in a browser of their own, watched for what must never happen. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
  test,
} from '@playwright/test'

export interface Somebody {
  readonly page: Page
  readonly context: BrowserContext
}

export interface Crowd {
  /** A new person with a fresh browser, the project's but for what is wished otherwise. */
  enter(path?: string, wishes?: BrowserContextOptions): Promise<Somebody>
  /** No error in a console, no report of the content policy, no request to a foreign host. */
  expectQuiet(): void
  /** All close their browsers; others may still come. */
  leave(): Promise<void>
}

/** On a phone the parts of a page stand behind chips, on a desktop side by side. */
export function isPhone(): boolean {
  return test.info().project.name.startsWith('phone')
}

/** `tolerated`: what consoles may say where a scenario takes the server away. */
export function makeCrowd(browser: Browser, address: string, tolerated?: RegExp): Crowd {
  const contexts: BrowserContext[] = []
  const trouble: string[] = []
  const here = new URL(address).host
  return {
    async enter(path, wishes) {
      const { viewport, colorScheme, hasTouch, isMobile, deviceScaleFactor, locale, timezoneId } =
        test.info().project.use
      const context = await browser.newContext({
        baseURL: address,
        permissions: ['clipboard-read', 'clipboard-write'],
        ...(viewport === undefined ? {} : { viewport }),
        ...(colorScheme === undefined ? {} : { colorScheme }),
        ...(hasTouch === undefined ? {} : { hasTouch }),
        ...(isMobile === undefined ? {} : { isMobile }),
        ...(deviceScaleFactor === undefined ? {} : { deviceScaleFactor }),
        ...(locale === undefined ? {} : { locale }),
        ...(timezoneId === undefined ? {} : { timezoneId }),
        ...wishes,
      })
      contexts.push(context)
      context.on('request', (request) => {
        const url = new URL(request.url())
        if (url.pathname === '/csp-reports') trouble.push(`policy: ${request.postData() ?? ''}`)
        if (/^(https?|wss?):$/.test(url.protocol) && url.host !== here) trouble.push(`foreign: ${request.url()}`)
      })
      context.on('console', (message) => {
        // A refused call is an answer that the scenario provokes; Chromium writes its status into the console.
        const isRefusal = message.text().startsWith('Failed to load resource: the server responded with a status of 4')
        if (message.type() === 'error' && !isRefusal && !tolerated?.test(message.text()))
          trouble.push(`console: ${message.text()}`)
      })
      context.on('weberror', (error) => trouble.push(`error: ${error.error().stack ?? error.error().message}`))
      const page = await context.newPage()
      if (path !== undefined) await page.goto(path)
      return { page, context }
    },
    expectQuiet: () => expect(trouble).toEqual([]),
    leave: async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
    },
  }
}
