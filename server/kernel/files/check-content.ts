/** What a file is says its content, never its name or what the browser declares (SAFETY.md §3 Files, Pixel bombs). */
import { isPlainPdf } from './pdf-check.ts'
import { Pool } from './pool.ts'

export type FileKind = 'pdf' | 'jpeg' | 'png'

/** The allow-list; everything else is refused. */
const kinds: ReadonlyMap<string, FileKind> = new Map([
  ['application/pdf', 'pdf'],
  ['image/jpeg', 'jpeg'],
  ['image/png', 'png'],
] as const)

export const mimeOf: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
}

const mostPixels = 40e6
const secondsPerPicture = 10
const pictures = new Pool(2)

export interface CheckedFile {
  readonly kind: FileKind
  /** A picture is drawn anew, without EXIF, place and whatever else hung on it. */
  readonly bytes: Buffer
}

/** Null where the file is nothing that we take. `declared`: what the browser says it is, if it says anything. */
export async function checkContent(bytes: Buffer, declared: string | null): Promise<CheckedFile | null> {
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(bytes)
  const kind = found && kinds.get(found.mime)
  if (!kind || (declared && declared !== found.mime)) return null
  if (kind === 'pdf') return isPlainPdf(bytes) ? { kind, bytes } : null
  const drawn = await pictures.run(() => redraw(bytes, kind))
  return drawn && { kind, bytes: drawn }
}

/** Null for a picture that is broken, too large (known before it is decoded) or too slow to draw. */
async function redraw(bytes: Buffer, kind: 'jpeg' | 'png'): Promise<Buffer | null> {
  const { default: sharp } = await import('sharp')
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true, pages: 1 })
      .timeout({ seconds: secondsPerPicture })
      .autoOrient()
    return await (kind === 'jpeg' ? picture.jpeg({ quality: 88 }) : picture.png()).toBuffer()
  } catch {
    return null
  }
}
