/** One opening of a page in Chromium on a slow telephone and a slow line: how long it takes, and what travels. */
import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BrowserContext, Request } from '@playwright/test'

export interface Opening {
  readonly context: BrowserContext
  readonly url: string
  /** Where the built files lie, with their `.gz` beside them. */
  readonly assets: string
  /** What must be seen for the page to count as usable. */
  readonly sign: string
}

export interface Opened {
  /** Milliseconds from the start of the navigation until the sign is seen. */
  readonly usableMs: number
  /** Kilobytes, gzip, without fonts, until nothing is fetched any more; and of how many files. */
  readonly kilobytes: number
  readonly files: number
  readonly fontKilobytes: number
}

/** A telephone four times slower than this machine, on what is called slow 4G. */
const slow = { cpu: 4, latencyMs: 150, down: 1_600_000 / 8, up: 750_000 / 8 }
const patience = 30_000

export async function openPage({ context, url, assets, sign }: Opening): Promise<Opened> {
  const page = await context.newPage()
  try {
    const device = await context.newCDPSession(page)
    await device.send('Network.enable')
    await device.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: slow.latencyMs,
      downloadThroughput: slow.down,
      uploadThroughput: slow.up,
    })
    await device.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu })
    const finished: Request[] = []
    page.on('requestfinished', (request) => void finished.push(request))
    await page.goto(url, { waitUntil: 'commit', timeout: patience })
    await page.locator(sign).first().waitFor({ state: 'visible', timeout: patience })
    const usableMs = await page.evaluate(() => performance.now())
    // fonts are asked for late, when the network has rested already
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.waitForLoadState('networkidle', { timeout: patience })
    const sizes = await Promise.all(finished.map(async (one) => ({ one, bytes: await bytesOf(one, assets) })))
    const isFont = (request: Request) => request.resourceType() === 'font'
    const sum = (some: typeof sizes) => some.reduce((total, { bytes }) => total + bytes, 0) / 1000
    const plain = sizes.filter(({ one }) => !isFont(one))
    return {
      usableMs,
      kilobytes: sum(plain),
      files: plain.length,
      fontKilobytes: sum(sizes.filter(({ one }) => isFont(one))),
    }
  } finally {
    await page.close()
  }
}

/** A built file counts as its gzip, whatever this browser took; anything else as it travelled. */
async function bytesOf(request: Request, assets: string): Promise<number> {
  const packed = join(assets, `${basename(new URL(request.url()).pathname)}.gz`)
  if (existsSync(packed)) return statSync(packed).size
  return (await request.sizes()).responseBodySize
}
