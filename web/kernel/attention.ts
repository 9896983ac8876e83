/** How new messages call: the title and icon of the page, a sound, a notification of the browser. */
import { local } from './local.ts'
import { Value } from './value.ts'

/** «(7) Перемена» */
export function titleOf(count: number, name: string): string {
  if (count <= 0) return name
  return `(${count > 999 ? '999+' : count}) ${name}`
}

/** The icon as an address: a bell, with a dot while something waits. */
export function iconOf(count: number): string {
  const dot = count > 0 ? '<circle cx="48" cy="16" r="15" fill="#d93a2a" stroke="#fff" stroke-width="4"/>' : ''
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="18" fill="#14624e"/>' +
    '<g fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><path d="M28 47a4.6 4.6 0 0 0 8 0"/>' +
    '<path d="M17 38.6A2 2 0 0 0 18.500 42h27a2 2 0 0 0 1.480-3.400C44.600 36.400 43 34.300 43 26.700a11 11 0 0 0-22 0c0 7.600-1.600 9.700-4 11.900z"/></g>' +
    `${dot}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

export function showCount(count: number): void {
  document.title = titleOf(count, 'Перемена')
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const icon = iconOf(count)
  if (link !== null && link.href !== icon) link.href = icon
}

/** Settings of this browser. */
export const soundOn = remembered('sound', true)
export const notifyOn = remembered('notify', false)

function remembered(key: string, initial: boolean): Value<boolean> {
  const value = new Value((local.get(key) ?? String(initial)) === 'true')
  value.subscribe(() => local.set(key, String(value.get())))
  return value
}

/** Asks the browser when it is switched on; false if the person or the browser refuses. */
export async function switchNotifications(on: boolean): Promise<boolean> {
  if (!on) {
    notifyOn.set(false)
    return true
  }
  if (!('Notification' in window)) return false
  const answer = await Notification.requestPermission()
  notifyOn.set(answer === 'granted')
  return answer === 'granted'
}

export interface Call {
  /** Calls with one tag replace each other. */
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly open: () => void
}

/** A sound, and a notification where the page is not looked at. `seen`: it is on the screen already. */
export function callAttention(call: Call, seen: boolean): void {
  if (seen && document.hasFocus()) return
  if (soundOn.get()) ring()
  if (!notifyOn.get() || document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted')
    return
  const notification = new Notification(call.title, { body: call.body, tag: call.tag, icon: '/favicon.svg' })
  notification.onclick = () => {
    window.focus()
    notification.close()
    call.open()
  }
}

let audio: AudioContext | undefined
let lastRing = 0

/** Two soft tones; at most one in three seconds, so that a busy chat does not hammer. */
function ring(): void {
  const now = Date.now()
  if (now - lastRing < 3000 || !navigator.userActivation.hasBeenActive) return
  lastRing = now
  audio ??= new AudioContext()
  for (const [at, pitch] of [
    [0, 784],
    [0.12, 1047],
  ] as const) {
    const tone = audio.createOscillator()
    const loudness = audio.createGain()
    const start = audio.currentTime + at
    tone.frequency.value = pitch
    loudness.gain.setValueAtTime(0, start)
    loudness.gain.linearRampToValueAtTime(0.08, start + 0.01)
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.25)
    tone.connect(loudness).connect(audio.destination)
    tone.start(start)
    tone.stop(start + 0.3)
  }
}
