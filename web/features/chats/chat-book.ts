/**
 * What is known of each chat beyond its entities: its newest message, up to where it was read here, how many are
 * unread. Follows the cache; the list, the counter of the page and notifications read from it.
 */
import type { Chat, Message, Seat } from '#contract/chats.ts'
import type { Change, EntityCache } from '#web/kernel/cache/entity-cache.ts'

export class ChatBook {
  readonly #cache: EntityCache
  readonly #me: string
  /** Newest message of each chat; stays when the message itself is evicted. */
  readonly #newest = new Map<string, Message>()
  /** Read here already, though the server may not know yet. */
  readonly #readHere = new Map<string, number>()
  /** Up to here the server was told, or is being told. */
  readonly #told = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  readonly #arrivals = new Set<(message: Message) => void>()
  readonly #stop: () => void

  constructor(cache: EntityCache, me: string) {
    this.#cache = cache
    this.#me = me
    this.#stop = cache.observe((changes) => this.#follow(changes))
    this.#follow(
      cache
        .all('message')
        .map((value) => ({ name: 'message', id: value.id, value, before: undefined, origin: 'snapshot' })),
    )
  }

  stop(): void {
    this.#stop()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Messages of others that came live and are unread. */
  onArrival(listener: (message: Message) => void): () => void {
    this.#arrivals.add(listener)
    return () => this.#arrivals.delete(listener)
  }

  chats(): readonly Chat[] {
    return this.#cache.all('chat') as readonly Chat[]
  }

  seat(chatId: string): Seat | undefined {
    return this.#cache.get('seat', chatId) as Seat | undefined
  }

  newest(chatId: string): Message | undefined {
    return this.#newest.get(chatId)
  }

  /** Number of the newest message known. */
  last(chatId: string): number {
    return Math.max(this.seat(chatId)?.last ?? 0, this.#newest.get(chatId)?.number ?? 0)
  }

  read(chatId: string): number {
    return Math.max(this.seat(chatId)?.read ?? 0, this.#readHere.get(chatId) ?? 0)
  }

  unread(chatId: string): number {
    return this.seat(chatId) === undefined ? 0 : Math.max(0, this.last(chatId) - this.read(chatId))
  }

  /** Chats with something unread. */
  unreadChats(): number {
    return this.chats().filter((chat) => this.unread(chat.id) > 0).length
  }

  unreadMessages(): number {
    return this.chats().reduce((sum, chat) => sum + this.unread(chat.id), 0)
  }

  /** True when the server must be told: also of what counts as read here already because one wrote below it. */
  markRead(chatId: string, number: number): boolean {
    const upTo = Math.min(number, this.last(chatId))
    if (upTo > this.read(chatId)) {
      this.#readHere.set(chatId, upTo)
      this.#tell()
    }
    if (upTo <= Math.max(this.seat(chatId)?.read ?? 0, this.#told.get(chatId) ?? 0)) return false
    this.#told.set(chatId, upTo)
    return true
  }

  #follow(changes: readonly Change[]): void {
    const arrived: Message[] = []
    let isMine = false
    for (const change of changes) {
      if (change.name === 'chat' || change.name === 'seat') isMine = true
      if (change.name === 'chat' && change.value === undefined) this.#forget(change.id)
      if (change.name !== 'message' || change.value === undefined) continue
      isMine = this.#take(change.value as Message) || isMine
      if (change.before === undefined && change.origin === 'frame') arrived.push(change.value as Message)
    }
    if (isMine) this.#tell()
    for (const message of arrived) {
      if (message.authorId === this.#me || message.number <= this.read(message.chatId)) continue
      for (const listener of this.#arrivals) listener(message)
    }
  }

  #take(message: Message): boolean {
    const newest = this.#newest.get(message.chatId)
    if (newest !== undefined && newest.number > message.number) return false
    this.#newest.set(message.chatId, message)
    // Who writes has seen what stood above.
    if (message.authorId === this.#me && message.number > this.read(message.chatId))
      this.#readHere.set(message.chatId, message.number)
    return true
  }

  /** A chat that went takes its newest message with it, unless it came back in the same moment. */
  #forget(chatId: string): void {
    if (this.#cache.get('chat', chatId) !== undefined) return
    this.#newest.delete(chatId)
    this.#readHere.delete(chatId)
    this.#told.delete(chatId)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
