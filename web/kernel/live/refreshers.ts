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

export async function refreshTopics(topics: readonly string[]): Promise<void> {
  const due = new Set(topics.flatMap((topic) => [...(refreshers.get(topic.slice(0, topic.indexOf(':'))) ?? [])]))
  await Promise.all([...due].map((refresher) => refresher(topics)))
}
