/**
 * A PDF that is nothing but a PDF: not encrypted, no program or file inside that stands openly, and not at the same time
 * a page or an archive. What hides deeper still runs nowhere: PDFs are served as attachments under a sandbox, and the
 * viewer executes no scripts.
 */
const active = ['/Encrypt', '/JavaScript', '/JS', '/Launch', '/EmbeddedFile', '/RichMedia', '/XFA']
const markup = ['<html', '<script', '<!doctype html', '<svg', '<?php']
/** Archives are read from their end, so one may hang behind a PDF. */
const archiveEnds = ['PK\u0005\u0006', 'PK\u0006\u0006']

export function isPlainPdf(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  if (!text.startsWith('%PDF-') || !text.slice(-1024).includes('%%EOF')) return false
  if (active.some((name) => hasName(text, name))) return false
  const lower = text.toLowerCase()
  if (markup.some((sign) => lower.includes(sign))) return false
  return !archiveEnds.some((sign) => text.includes(sign))
}

/** The name as a whole word: `/JS` does not stand in `/JSTOR`. */
function hasName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/[A-Za-z0-9]/.test(text[at + name.length] ?? '')) return true
  }
  return false
}
