import { useCallback, useSyncExternalStore } from 'react'
import type { Entity as Declared, ValueOf } from '#contract/kernel/define.ts'
import { cache } from './cache.ts'
import { keyOf } from './entity-cache.ts'

/** One entity; draws again only when it changes. */
export function useEntity<E extends Declared>(entity: E, id: string | null | undefined): ValueOf<E> | undefined {
  const subscribe = useCallback(
    (listener: () => void) => cache.subscribe(id == null ? [] : [keyOf.entity(entity.name, id)], listener),
    [entity.name, id],
  )
  return useSyncExternalStore(subscribe, () => (id == null ? undefined : cache.get(entity.name, id))) as
    | ValueOf<E>
    | undefined
}

/** All entities that a topic has. */
export function useOwned<E extends Declared>(topic: string, entity: E): readonly ValueOf<E>[] {
  const subscribe = useCallback(
    (listener: () => void) => cache.subscribe([keyOf.owned(topic, entity.name)], listener),
    [topic, entity.name],
  )
  return useSyncExternalStore(subscribe, () => cache.owned(topic, entity.name)) as readonly ValueOf<E>[]
}
