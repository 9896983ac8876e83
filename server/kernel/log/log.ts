/** Logs carry no message text, names, phones or tokens: only ids, codes, durations (SAFETY.md §4). */
import { type DestinationStream, pino } from 'pino'

export type Logger = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>

/** Goes to the standard output unless told otherwise. */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const hidden = ['req.headers', 'res.headers', 'err.parameters', 'err.detail', 'err.where', 'err.client']
  const options = { level, base: null, redact: hidden }
  return destination ? pino(options, destination) : pino(options)
}
