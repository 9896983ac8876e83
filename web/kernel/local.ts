/** Small things that this browser remembers. Where storage is refused they live until the page is closed. */
export interface Remembered {
  get(key: string): string | null
  set(key: string, value: string | null): void
  keys(): string[]
}

export function rememberIn(storage: Storage | undefined): Remembered {
  const memory = new Map<string, string>()
  const attempt = <T>(run: (from: Storage) => T, otherwise: () => T): T => {
    if (storage === undefined) return otherwise()
    try {
      return run(storage)
    } catch {
      // Refused (private window, full): the memory keeps it for this page.
      return otherwise()
    }
  }
  return {
    get: (key) =>
      memory.get(key) ??
      attempt(
        (from) => from.getItem(key),
        () => null,
      ),
    set: (key, value) => {
      memory.delete(key)
      if (value === null)
        attempt(
          (from) => from.removeItem(key),
          () => undefined,
        )
      else
        attempt(
          (from) => from.setItem(key, value),
          () => void memory.set(key, value),
        )
    },
    keys: () => [
      ...memory.keys(),
      ...attempt(
        (from) => Object.keys(from),
        () => [],
      ),
    ],
  }
}

/** Reading the property itself may throw where storage is switched off. */
function storageOf(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return globalThis[name]
  } catch {
    return undefined
  }
}

/** For all tabs, and for this tab only. */
export const local = rememberIn(typeof window === 'undefined' ? undefined : storageOf('localStorage'))
export const perTab = rememberIn(typeof window === 'undefined' ? undefined : storageOf('sessionStorage'))
