/** The features of the web client, in the order of `house.ts`; a new one adds a line. */
import type { WebFeature } from '#web/kernel/feature.ts'
import { accounts } from '#web/features/accounts/index.ts'
import { chats } from '#web/features/chats/index.ts'
import { invites } from '#web/features/invites/index.ts'
import { people } from '#web/features/people/index.ts'
import { schools } from '#web/features/schools/index.ts'
import { setup } from '#web/features/setup/index.ts'

export const features: readonly WebFeature[] = [accounts, schools, people, chats, invites, setup]
