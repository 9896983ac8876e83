import { EntityCache } from './entity-cache.ts'

/** The page's one cache. */
export const cache = new EntityCache()
