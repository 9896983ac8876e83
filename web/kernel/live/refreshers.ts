/** Who reads which kind of topic anew: features register for `chat:`, `person:`, `class:` … */
type Refresher = (topics: readonly string[]) => Promise<void>

const refreshers = new Map<string, Set<Refresher>>()

/** `kinds`: the part of the topic before the colon. One refresher may care for several kinds and is called once. */
export function registerRefresher(kinds: readonly string[], refresher: Refresher): () => void {
  for (const kind of kinds) refreshers.set(kind, (refreshers.get(kind) ?? new Set()).add(refresher))
  return () => {
    for (const kind of kinds) refreshers.get(kind)?.delete(refresher)
  }
}

type Beginning = (topics: readonly string[]) => void

const beginnings = new Set<Beginning>()

/** Hears of topics whose entities are about to go because they begin anew, and answers with how to stop hearing. */
export function onBeginning(listener: Beginning): () => void {
  beginnings.add(listener)
  return () => {
    beginnings.delete(listener)
  }
}

export function tellBeginning(topics: readonly string[]): void {
  for (const listener of beginnings) listener(topics)
}

export async function refreshTopics(topics: readonly string[]): Promise<void> {
  const due = new Set(topics.flatMap((topic) => [...(refreshers.get(topic.slice(0, topic.indexOf(':'))) ?? [])]))
  await Promise.all([...due].map((refresher) => refresher(topics)))
}
