/** A seeded source of chance: the same seed tells the same school on every machine. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** Whole number, both ends included. */
  int(from: number, to: number): number
  maybe(probability: number): boolean
  pick<T>(from: readonly T[]): T
  shuffled<T>(from: readonly T[]): T[]
  /** A source of its own, so that a change in one part of the school leaves the other parts as they were. */
  fork(name: string): Chance
  /** UUID v7 that carries the instant (ms since 1970). */
  idAt(ms: number): string
}

export function chance(seed: string): Chance {
  const next = sfc32(seed)
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    maybe: (probability) => next() < probability,
    pick: (from) => {
      const one = from[Math.floor(next() * from.length)]
      if (one === undefined) throw new Error('nothing to pick from')
      return one
    },
    shuffled: (from) => shuffle([...from], int),
    fork: (name) => chance(`${seed}/${name}`),
    idAt: (ms) => uuid7(ms, next),
  }
}

/** A deck deals every card once before any comes again. */
export function deck<T>(luck: Chance, cards: readonly T[]): (wanted?: (card: T) => boolean) => T | undefined {
  let pile = luck.shuffled(cards)
  return (wanted = () => true) => {
    let at = pile.findIndex(wanted)
    if (at < 0 && cards.some(wanted)) {
      pile = luck.shuffled(cards)
      at = pile.findIndex(wanted)
    }
    return at < 0 ? undefined : pile.splice(at, 1)[0]
  }
}

function shuffle<T>(list: T[], int: (from: number, to: number) => number): T[] {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = int(0, i)
    const kept = list[i] as T
    list[i] = list[j] as T
    list[j] = kept
  }
  return list
}

function uuid7(ms: number, next: () => number): string {
  const time = Math.floor(ms).toString(16).padStart(12, '0')
  const bits = (count: number) =>
    Math.floor(next() * 2 ** count)
      .toString(16)
      .padStart(count / 4, '0')
  const variant = (8 + Math.floor(next() * 4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits(12)}-${variant}${bits(12)}-${bits(24)}${bits(24)}`
}

/** sfc32, a small generator of good quality; its state is the seed's FNV hashes. */
function sfc32(seed: string): () => number {
  let [a, b, c, d] = [fnv(seed, 1), fnv(seed, 2), fnv(seed, 3), 1]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 15; i += 1) next()
  return next
}

function fnv(text: string, salt: number): number {
  let hash = 2166136261 ^ salt
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619)
  return hash | 0
}
