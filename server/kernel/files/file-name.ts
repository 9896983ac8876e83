/** Names of files live in the database only and are shown, never opened: no path, no sign that reorders or hides text. */
import type { FileKind } from './check-content.ts'

const extensions = { pdf: '.pdf', jpeg: '.jpg', png: '.png' } as const
const known = { pdf: /\.pdf$/i, jpeg: /\.jpe?g$/i, png: /\.png$/i } as const
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const mostLength = 120

/** As typed by whoever sent it; what content it has is not known yet. */
export function cleanFileName(typed: string): string {
  const base = typed.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const visible = base.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '').replace(/\p{M}{3,}/gu, '')
  const plain = visible.replace(/[<>:"|?*]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const safe = deviceNames.test(plain) ? `_${plain}` : plain
  return safe.slice(0, mostLength) || 'файл'
}

/** With the extension of what the content is: `order.pdf.html` of a PDF becomes `order.pdf.html.pdf`. */
export function fileNameOf(cleaned: string, kind: FileKind): string {
  return known[kind].test(cleaned) ? cleaned : `${cleaned}${extensions[kind]}`
}

/** RFC 6266: plain characters for old clients, UTF-8 for all others. */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\w.\- ]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
