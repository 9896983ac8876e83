/** «Ctrl+K», «Alt+Shift+U»: by the place of the key, so that it works with a Russian layout too. */
interface Pressed {
  readonly code: string
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export function isShortcut(event: Pressed, shortcut: string): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1)!
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name)
  if (
    (event.ctrlKey || event.metaKey) !== wants('Ctrl') ||
    event.altKey !== wants('Alt') ||
    event.shiftKey !== wants('Shift')
  )
    return false
  return /^[A-Z]$/.test(key) ? event.code === `Key${key}` : event.key === key
}
