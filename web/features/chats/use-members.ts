/** Active members of a chat in the order of the panel; more are loaded as one scrolls. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import * as contract from '#contract/chats.ts'
import { ask, take } from '#web/kernel/api/api.ts'
import { ApiError } from '#web/kernel/api/api-error.ts'
import { useOwned } from '#web/kernel/cache/use-cache.ts'
import { chatTopic, pageParts } from './chats-here.ts'

const page = 100
const places = { staff: 0, parent: 1, pupil: 2 } as const

export interface Members {
  readonly members: readonly contract.Member[]
  readonly hasMore: boolean
  readonly error: ApiError | null
  readonly more: () => void
}

export function useMembers(chat: contract.Chat): Members {
  const known = useOwned(chatTopic(chat.id), contract.member)
  const [loaded, setLoaded] = useState(0)
  const [isLoading, setIsLoading] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const members = useMemo(() => known.filter((member) => member.active).toSorted(byPlace), [known])
  const hasMore = members.length < chat.members && loaded < chat.members
  const more = useCallback(() => {
    if (isLoading) return
    setIsLoading(true)
    setError(null)
    ask(contract.members, { chatId: chat.id, offset: loaded, limit: page })
      .then(({ value, marks }) => {
        take(marks, pageParts({ chatId: chat.id, messages: [], members: value.members }))
        setLoaded((before) => before + page)
      })
      .catch((refusal: unknown) => setError(refusal instanceof ApiError ? refusal : new ApiError('internal')))
      .finally(() => setIsLoading(false))
  }, [chat.id, isLoading, loaded])
  useEffect(() => {
    if (loaded === 0 && hasMore && error === null) more()
  }, [loaded, hasMore, error, more])
  return { members, hasMore, error, more }
}

function byPlace(one: contract.Member, other: contract.Member): number {
  return (
    Number(other.moderator) - Number(one.moderator) ||
    places[one.standing] - places[other.standing] ||
    one.listName.localeCompare(other.listName, 'ru')
  )
}
