/** Reads a QR code from the screen, as a camera does. */
import type { Locator } from '@playwright/test'
import { default as jsqr } from 'jsqr'
import sharp from 'sharp'

export async function readQrCode(picture: Locator): Promise<string | undefined> {
  const { data, info } = await sharp(await picture.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data
}
