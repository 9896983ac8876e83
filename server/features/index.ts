/** The features of the house in its order; facts are told in this order too. A new feature adds one line. */
import type { Feature } from '#server/kernel/dispatch/feature.ts'
import { accounts } from './accounts/index.ts'
import { chats } from './chats/index.ts'
import { classes } from './classes/index.ts'
import { invites } from './invites/index.ts'
import { people } from './people/index.ts'
import { schools } from './schools/index.ts'
import { setup } from './setup/index.ts'

export const features: readonly Feature[] = [accounts, schools, people, classes, chats, invites, setup]
