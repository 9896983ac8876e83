/** Milliseconds before the next try: doubles from `first` to `most`, with a jitter so that a school does not return at once. */
export function backoff(attempt: number, random: () => number, limits = { first: 500, most: 20_000 }): number {
  const full = Math.min(limits.first * 2 ** Math.min(attempt, 16), limits.most)
  return Math.round(full * (0.5 + random() / 2))
}
