/** Loaded into a server before anything else (`--import`): it gives back all that it does not need whenever it gets SIGUSR2. */
const collect = globalThis.gc as undefined | ((how: { type: string; execution: string; flavor: string }) => void)

process.on('SIGUSR2', () => collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }))
