/** What has just happened, with a way back. Shown for some seconds; the store is plain, the list is drawn by Toasts. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'error'
  /** «Вернуть», «Повторить». */
  readonly action?: { readonly text: string; readonly run: () => void } | undefined
}

type Timer = (run: () => void, ms: number) => unknown

export class Toasts {
  #list: readonly Toast[] = []
  #next = 1
  readonly #listeners = new Set<() => void>()
  readonly #timer: Timer

  constructor(timer: Timer = (run, ms) => setTimeout(run, ms)) {
    this.#timer = timer
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly list = (): readonly Toast[] => this.#list

  /** Stays 5 s, with an action 8 s, an error 8 s; at most three at once. */
  show(text: string, more: { tone?: Toast['tone']; action?: Toast['action'] } = {}): number {
    const id = this.#next++
    const toast: Toast = { id, text, tone: more.tone ?? 'plain', action: more.action }
    this.#set([...this.#list, toast].slice(-3))
    this.#timer(() => this.close(id), more.action || more.tone === 'error' ? 8000 : 5000)
    return id
  }

  close(id: number): void {
    if (this.#list.some((toast) => toast.id === id)) this.#set(this.#list.filter((toast) => toast.id !== id))
  }

  #set(list: readonly Toast[]): void {
    this.#list = list
    for (const listener of this.#listeners) listener()
  }
}

/** The one list of the page. */
export const toasts = new Toasts()
