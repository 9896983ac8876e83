/**
 * Canary taint (SAFETY.md §2): what people of a test's world write, are called, phone with and sign in by is remembered
 * together with who may know it, and every output of the world is searched for it. Texts, phones and secrets are taken
 * from the calls themselves, so each test is watched with the words that it uses anyway; names that `foundSchool` makes
 * up are unique. What must not be there is a leak, and `World.close` fails with it.
 */
import type pg from 'pg'
import { parsePhone } from '#server/features/accounts/index.ts'
import { Knowers } from './knowers.ts'
import { remains } from './remains.ts'
import { valuesUnder } from './values-under.ts'

/** Who hears something, and since when it was on its way. */
export interface Hearer {
  readonly personId: string | null
  readonly sessionHash: Buffer | null
  /** Call, socket, header … for the message. */
  readonly where: string
  readonly tick: number
  readonly at: Date
}

export interface Told {
  readonly kind: 'text' | 'name' | 'phone' | 'secret'
  readonly token: string
}

/** A message that stands, or stood, in a chat. */
interface Written {
  readonly messageId: string
  readonly chatId: string
  /** Tick and time of the end; null while it stands. */
  gone: { readonly tick: number; readonly at: number } | null
}

export interface Named {
  readonly personId: string
  readonly schoolId: string
}

/** Shorter texts stand in other words by chance. */
const shortestText = 6
const shortestSecret = 10
/** Milliseconds that a frame may be under way to a socket when its text, or the right to it, ends. */
const underWay = 1000

/** Calls whose answer is a secret: for whoever may ask for it. */
const secretCalls = new Set([
  'accounts.beginTotp',
  'accounts.confirmTotp',
  'accounts.confirmPasskey',
  'accounts.showOutboxCode',
  'invites.createStaffLink',
  'invites.createPupilLink',
  'invites.createParentLink',
  'invites.makeCode',
  'invites.reveal',
  'people.giveLoginCode',
  'schools.apply',
  'schools.giveAdminLoginCode',
])
/** An application shows the administrator's mobile to operator, applicant, and the administrators it became. */
const phoneCalls = new Set(['schools.applications', 'schools.followApplication', 'schools.viewApplication'])

export class Canaries {
  readonly knowers: Knowers
  private readonly texts = new Map<string, Written[]>()
  private readonly names = new Map<string, Named>()
  private readonly phones = new Set<string>()
  private readonly secrets = new Set<string>()
  private readonly pending = new Set<Promise<void>>()
  private readonly leaks: string[] = []
  private ticks = 0
  /** Lines of the log that were searched. */
  logged = 0

  constructor(owner: pg.Pool) {
    this.knowers = new Knowers(owner)
  }

  /** Before a call starts: what ends while it runs may still be in its answer. */
  hearer(where: string, of: { personId: string | null; sessionHash: Buffer | null }): Hearer {
    return { ...of, where, tick: ++this.ticks, at: new Date() }
  }

  name(token: string, named: Named): void {
    this.names.set(token, named)
  }

  secret(token: string | null | undefined): void {
    if (token && token.length >= shortestSecret) this.secrets.add(token)
  }

  phone(typed: string): void {
    const digits = parsePhone(typed)?.replace(/\D/g, '').slice(-10)
    if (digits?.length === 10) this.phones.add(digits)
  }

  /** What a call is asked: frames with a text may be on their way before the call answers. */
  asked(call: string, input: unknown): void {
    if (call === 'chats.send') this.write({ ...(input as Sent), deleted: null })
    if (call === 'chats.edit') {
      const { messageId, text } = input as { messageId: string; text: string }
      const chatId = [...this.texts.values()].flat().find((one) => one.messageId === messageId)?.chatId
      if (chatId) this.write({ id: messageId, chatId, text, deleted: null })
    }
    for (const typed of valuesUnder(input, ['phone', 'mobile'])) this.phone(typed)
    for (const token of valuesUnder(input, ['token', 'secret'])) this.secret(token)
  }

  /** A call that succeeded for good. */
  done(call: string, input: unknown, value: unknown): void {
    if (secretCalls.has(call)) {
      for (const token of valuesUnder(value, ['token', 'secret', 'code', 'recoveryCodes'])) this.secret(token)
    }
    const { messageId = '', text } = input as { messageId?: string; text?: string }
    if (call === 'chats.remove' || call === 'chats.hide') this.bury(messageId)
    if (call === 'chats.edit') this.bury(messageId, text)
    if (call === 'chats.send' || call === 'chats.edit') this.write((value as { message: Sent }).message)
  }

  write({ id, chatId, text, deleted }: Sent): void {
    if (typeof text !== 'string' || text.length < shortestText || deleted) return
    const known = this.texts.get(text) ?? []
    this.texts.set(text, known)
    if (!known.some((one) => one.messageId === id && !one.gone)) known.push({ messageId: id, chatId, gone: null })
  }

  /** The message is gone, or says something else now. */
  bury(messageId: string, stays?: string): void {
    for (const [text, known] of this.texts) {
      if (text === stays) continue
      for (const one of known) if (one.messageId === messageId) one.gone ??= { tick: ++this.ticks, at: Date.now() }
    }
  }

  /** All tokens that stand in an output. */
  found(output: string): Told[] {
    const told: Told[] = []
    for (const token of this.texts.keys()) if (contains(output, token)) told.push({ kind: 'text', token })
    for (const token of this.names.keys()) if (output.includes(token)) told.push({ kind: 'name', token })
    for (const token of this.secrets) if (output.includes(token)) told.push({ kind: 'secret', token })
    if (this.phones.size === 0) return told
    const joined = output.replace(/[\s().–-]/g, '')
    for (const token of this.phones) if (joined.includes(token)) told.push({ kind: 'phone', token })
    return told
  }

  /** An answer, a refusal or headers, on their way to somebody. */
  async hear(hearer: Hearer, output: unknown): Promise<void> {
    for (const told of this.found(JSON.stringify(output) ?? '')) {
      if (!(await this.mayKnow(hearer, told))) this.leak(hearer.where, told, `person ${hearer.personId ?? '–'}`)
    }
  }

  /** A message of a socket: looked at now, waited for at the end. */
  overhear(hearer: Omit<Hearer, 'tick' | 'at'>, output: object): void {
    const looking = this.hear({ ...hearer, tick: ++this.ticks, at: new Date(Date.now() - underWay) }, output)
    this.pending.add(looking)
    void looking.finally(() => this.pending.delete(looking))
  }

  /** Logs, errors, jobs: nobody may know anything. */
  record(where: string, output: string): void {
    for (const told of this.found(output)) this.leak(where, told, 'nobody')
  }

  /** An SMS or a letter: the secret in it is for its receiver; nothing else of people stands in it. */
  deliver(where: string, output: string): void {
    for (const told of this.found(output)) if (told.kind !== 'secret') this.leak(where, told, 'the receiver')
  }

  /** Lines of a log as they are written. */
  get logStream(): { write(line: string): void } {
    return {
      write: (line) => {
        this.logged += 1
        this.record('log', line)
      },
    }
  }

  /** What lies in the database for somebody to be read later: frames, ledger, jobs. */
  async searchRemains(owner: pg.Pool, workerUrl: string): Promise<void> {
    if (this.texts.size + this.names.size + this.secrets.size + this.phones.size === 0) return
    for await (const { where, content, schoolId, topic } of remains(owner, workerUrl)) {
      for (const told of this.found(content)) {
        if (told.kind === 'name' && schoolId !== null && this.names.get(told.token)?.schoolId === schoolId) continue
        if (told.kind === 'text' && this.standsIn(topic, told.token)) continue
        this.leak(where, told, topic ?? `school ${schoolId ?? '–'}`)
      }
    }
  }

  /** All leaks so far, once. */
  async takeLeaks(): Promise<string[]> {
    await Promise.all(this.pending)
    return this.leaks.splice(0)
  }

  private standsIn(topic: string | null, text: string): boolean {
    return this.texts.get(text)?.some((one) => !one.gone && topic === `chat:${one.chatId}`) ?? false
  }

  private async mayKnow(hearer: Hearer, told: Told): Promise<boolean> {
    if (told.kind === 'secret') return secretCalls.has(hearer.where)
    if (told.kind === 'phone') return phoneCalls.has(hearer.where)
    if (told.kind === 'name') return this.knowers.mayKnowName(hearer, this.names.get(told.token)!)
    const standing = this.texts.get(told.token)!.filter((one) => !one.gone || one.gone.tick > hearer.tick)
    return this.knowers.isMember(
      hearer,
      standing.map((one) => one.chatId),
    )
  }

  private leak(where: string, { kind, token }: Told, to: string): void {
    this.leaks.push(`${where} told a ${kind} to ${to}: «${token.slice(0, 60)}»`)
  }
}

interface Sent {
  readonly id: string
  readonly chatId: string
  readonly text: string
  readonly deleted: string | null
}

function contains(output: string, token: string): boolean {
  if (output.includes(token)) return true
  const escaped = JSON.stringify(token).slice(1, -1)
  return escaped !== token && output.includes(escaped)
}
