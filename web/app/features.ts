/** The features of the web client, in the order of `house.ts`; a new one adds a line. */
import type { WebFeature } from '#web/kernel/feature.ts'
import { chats } from '#web/features/chats/index.ts'

export const features: readonly WebFeature[] = [chats]
