import type { Config } from '#server/kernel/config/config.ts'
import { diskSentence, StartRefusal } from '#server/kernel/config/start-refusal.ts'

/** Why the application could not start listening, as a sentence where the operator can mend it; else the error itself. */
export function listenFailure(error: unknown, config: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const isListening = error instanceof Error && 'syscall' in error && error.syscall === 'listen'
  if (code === 'EADDRINUSE') {
    return new StartRefusal(
      `Порт ${config.port} занят другой программой. Остановите её или выберите другой: PORT=${config.port + 1} npm start`,
    )
  }
  if (code === 'EACCES' && isListening) {
    return new StartRefusal(
      `Порт ${config.port} система отдаёт только root. Выберите порт от 1024, например PORT=3000.`,
    )
  }
  if (code === 'EADDRNOTAVAIL') {
    return new StartRefusal(
      `HOST=${config.host}: у этой машины нет такого адреса. Укажите её адрес, 127.0.0.1 или 0.0.0.0.`,
    )
  }
  const sentence = diskSentence(error, config.dataDir)
  return sentence === undefined ? error : new StartRefusal(sentence)
}
