/** Logs carry no message text, names, phones or tokens: only ids, codes, durations (SAFETY.md §4). */
import { pino } from 'pino'

export type Logger = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>

export function makeLog(level: string): Logger {
  const hidden = ['req.headers', 'res.headers', 'err.parameters', 'err.detail', 'err.where', 'err.client']
  return pino({ level, base: null, redact: hidden })
}
