import { statfsSync } from 'node:fs'

/** The start cannot go on, and the operator can mend it: the sentences say what is wrong and what to do. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal'
  readonly sentences: readonly string[]

  constructor(...sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}

/** Bytes below which PostgreSQL cannot even begin a segment of its log (16 MB), with room for what it writes beside it. */
const tooLittle = 48 * 1024 * 1024

/** Programs die in many ways of a full disk: whether it is one is asked of the disk. */
export function fullDiskSentence(path: string): string | undefined {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize < tooLittle ? fullDisk(path) : undefined
}

function fullDisk(path: string): string {
  return `Диск заполнен: в ${path} нет места. Освободите место и запустите снова.`
}

/** What the operating system says about a full or closed disk, as a sentence about `path`; undefined for anything else. */
export function diskSentence(error: unknown, path: string): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return fullDisk(path)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `В папку ${path} нельзя писать. Дайте на неё права тому, кто запускает Перемену, или укажите другую в DATA_DIR.`
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${path} – не папка. Укажите в DATA_DIR папку для данных.`
  return undefined
}
