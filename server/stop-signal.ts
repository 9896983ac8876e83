/** One press of Ctrl+C may arrive several times: from the terminal, from npm, from the launcher. Later ones are another press. */
const samePress = 1000

export function onStopSignal({ first, again }: { first: (signal: string) => void; again: () => void }): void {
  let pressedAt: number | undefined
  const hear = (signal: string): void => {
    if (pressedAt === undefined) {
      pressedAt = performance.now()
      first(signal)
    } else if (performance.now() - pressedAt > samePress) again()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear)
  // The launcher holds a channel to us: when it is killed, the channel closes and we are to go too.
  process.on('disconnect', () => hear('disconnect'))
  process.channel?.unref()
}
