/** Chats and people for Ctrl+K. */
import { directCandidates, startDirect } from '#contract/chats.ts'
import { api } from '#web/kernel/api/api.ts'
import type { PaletteEntry } from '#web/kernel/feature.ts'
import { matchesWords } from '#web/kernel/match-words.ts'
import { here } from './chats-here.ts'
import { openChat } from './navigation.ts'

const most = 8

export function findChats(text: string): readonly PaletteEntry[] {
  const rows = here.get()?.rows.get() ?? []
  return rows
    .filter((row) => matchesWords(row.title, text))
    .toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0))
    .slice(0, most)
    .map((row) => ({
      id: row.id,
      text: row.title,
      ...(row.peer === null ? {} : { note: row.peer.label }),
      run: () => openChat(row.id),
    }))
}

/** Only when something was typed: the whole staff is no answer to nothing. */
export async function findPeople(text: string): Promise<readonly PaletteEntry[]> {
  if (text.trim().length < 2) return []
  const { people } = await api(directCandidates, { text })
  return people.slice(0, most).map((person) => ({
    id: person.personId,
    text: person.name,
    note: person.label,
    run: () => void api(startDirect, { personId: person.personId }).then(({ chatId }) => openChat(chatId)),
  }))
}
