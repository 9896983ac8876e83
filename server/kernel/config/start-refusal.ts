/** The start cannot go on, and the operator can mend it: the sentences say what is wrong and what to do. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal'
  readonly sentences: readonly string[]

  constructor(...sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}

/** What the operating system says about a full or closed disk, as a sentence about `path`; undefined for anything else. */
export function diskSentence(error: unknown, path: string): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `Диск заполнен: в ${path} нет места. Освободите место и запустите снова.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `В папку ${path} нельзя писать. Дайте на неё права тому, кто запускает Peremena, или укажите другую в DATA_DIR.`
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${path} – не папка. Укажите в DATA_DIR папку для данных.`
  return undefined
}
