/**
 * The small Markdown of messages as a tree: **bold**, *italic* or _italic_, `code`, ```block```, links. One pass, no
 * regular expression over the whole text, so that 64 KB of anything cost what their length costs.
 */
export type Markup =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string; readonly block: boolean }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'bold' | 'italic'; readonly parts: readonly Markup[] }

/** How often the parser looked at a character: tests watch that it grows with the length only. */
export interface Effort {
  steps: number
}

export function parseMarkup(text: string, effort: Effort = { steps: 0 }): readonly Markup[] {
  return joinTexts(parseInline(clampMarks(text), closersOf(text), effort))
}

/** At most two combining marks in a row: more only pile up over other lines. */
export function clampMarks(text: string): string {
  return text.replace(/(\p{M}{2})\p{M}+/gu, '$1')
}

interface Closers {
  /** Positions of each delimiter, last first, so that a look ahead costs nothing. */
  readonly last: ReadonlyMap<string, number>
}

const longestLink = 2048
const delimiters = ['```', '`', '**', '*', '_'] as const

function closersOf(text: string): Closers {
  return { last: new Map(delimiters.map((one) => [one, text.lastIndexOf(one)])) }
}

function parseInline(text: string, closers: Closers, effort: Effort): Markup[] {
  const parts: Markup[] = []
  /** Delimiters that had no end once have none later either. */
  const hopeless = new Set<string>()
  let plain = 0
  let at = 0
  const flush = (to: number): void => {
    if (to > plain) parts.push({ kind: 'text', text: text.slice(plain, to) })
  }
  while (at < text.length) {
    effort.steps += 1
    const found = linkAt(text, at, effort) ?? spanAt(text, at, { closers, hopeless, effort })
    if (found === undefined) {
      at += 1
      continue
    }
    flush(at)
    parts.push(found.part)
    at = found.end
    plain = at
  }
  flush(text.length)
  return parts
}

interface Found {
  readonly part: Markup
  readonly end: number
}

interface Looking {
  readonly closers: Closers
  readonly hopeless: Set<string>
  readonly effort: Effort
}

function spanAt(text: string, at: number, looking: Looking): Found | undefined {
  const mark = delimiters.find((one) => text.startsWith(one, at))
  if (mark === undefined || looking.hopeless.has(mark) || (looking.closers.last.get(mark) ?? -1) <= at) return undefined
  const start = at + mark.length
  const isCode = mark.startsWith('`')
  if (!isCode && !opens(text, at, start)) return undefined
  const end = findEnd(text, { start, mark }, looking.effort)
  if (end === undefined) {
    looking.hopeless.add(mark)
    return undefined
  }
  const inside = text.slice(start, end)
  if (isCode)
    return {
      part: { kind: 'code', text: mark === '```' ? inside.replace(/^\n|\n$/g, '') : inside, block: mark === '```' },
      end: end + mark.length,
    }
  const parts =
    mark === '**'
      ? joinTexts(parseInline(inside, closersOf(inside), looking.effort))
      : [{ kind: 'text' as const, text: inside }]
  return { part: { kind: mark === '**' ? 'bold' : 'italic', parts }, end: end + mark.length }
}

/** An opening mark stands before a word and not inside one: `2*3*4` and `snake_case_name` stay as they are. */
function opens(text: string, at: number, start: number): boolean {
  return isSpaceOrEdge(text[at - 1]) && text[start] !== undefined && !/\s/.test(text[start])
}

function findEnd(text: string, { start, mark }: { start: number; mark: string }, effort: Effort): number | undefined {
  const isCode = mark.startsWith('`')
  for (let end = text.indexOf(mark, start); end !== -1; end = text.indexOf(mark, end + 1)) {
    effort.steps += 1
    if (end === start) continue
    if (isCode) return end
    const closes = !/\s/.test(text[end - 1]!) && isSpaceOrEdge(text[end + mark.length])
    if (closes && (mark !== '*' || text[end + 1] !== '*')) return end
  }
  return undefined
}

function isSpaceOrEdge(char: string | undefined): boolean {
  return char === undefined || /[\s.,:;!?()«»"'—–\-*_]/.test(char)
}

/** `https://…`, `http://…`, `www.…` and bare hosts of well-known endings; the address is shown as it was written. */
function linkAt(text: string, at: number, effort: Effort): Found | undefined {
  const scheme = ['https://', 'http://', 'www.'].find((one) => startsWithFold(text, at, one))
  if (scheme === undefined || (at > 0 && /[\p{L}\d@]/u.test(text[at - 1]!))) return undefined
  let end = at + scheme.length
  while (end < text.length && end - at < longestLink && !/[\s<>«»"`]/.test(text[end]!)) {
    end += 1
    effort.steps += 1
  }
  end = trimEnd(text, at, end)
  if (end <= at + scheme.length) return undefined
  const shown = text.slice(at, end)
  const href = safeHref(scheme === 'www.' ? `https://${shown}` : shown)
  // What is no address is passed over as a whole, so that it is not looked at again from each of its characters.
  return { part: href === undefined ? { kind: 'text', text: shown } : { kind: 'link', text: shown, href }, end }
}

function startsWithFold(text: string, at: number, prefix: string): boolean {
  return text.slice(at, at + prefix.length).toLowerCase() === prefix
}

/** Dots and commas after an address end the sentence, and so does a bracket that was opened before it. */
function trimEnd(text: string, at: number, end: number): number {
  let to = end
  let open = 0
  for (let index = at; index < end; index += 1) open += text[index] === '(' ? 1 : text[index] === ')' ? -1 : 0
  while (to > at) {
    const char = text[to - 1]!
    if (/[.,:;!?'*_]/.test(char)) to -= 1
    else if (char === ')' && open < 0) {
      open += 1
      to -= 1
    } else break
  }
  return to
}

/** Only web addresses with a host; everything else stays text. */
function safeHref(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const isWeb =
    (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.hostname.includes('.')
  return isWeb || (url.hostname === 'localhost' && url.protocol.startsWith('http')) ? url.href : undefined
}

function joinTexts(parts: readonly Markup[]): readonly Markup[] {
  const joined: Markup[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (part.kind === 'text' && before?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: before.text + part.text }
    else joined.push(part)
  }
  return joined
}

/** The text without its marks, in one line: for lists, quotations and notifications. */
export function plainOf(text: string): string {
  return wordsOf(parseMarkup(text.length > 400 ? text.slice(0, 400) : text))
    .replace(/\s+/g, ' ')
    .trim()
}

function wordsOf(parts: readonly Markup[]): string {
  return parts.map((part) => ('parts' in part ? wordsOf(part.parts) : part.text)).join('')
}
