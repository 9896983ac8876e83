/** Everything that features tell each other within a transaction. */
import type { ClassArchived } from './class-archived.ts'
import type { ClassCreated } from './class-created.ts'
import type { ClassRenamed } from './class-renamed.ts'
import type { CuratorAssigned } from './curator-assigned.ts'
import type { CuratorRemoved } from './curator-removed.ts'
import type { KinshipConfirmed } from './kinship-confirmed.ts'
import type { PersonChanged } from './person-changed.ts'
import type { PersonEntered } from './person-entered.ts'
import type { PersonJoined } from './person-joined.ts'
import type { PupilEnrolled } from './pupil-enrolled.ts'
import type { PupilLeft } from './pupil-left.ts'
import type { RolesChanged } from './roles-changed.ts'
import type { SchoolApproved } from './school-approved.ts'

export type Fact =
  | ClassArchived
  | ClassCreated
  | ClassRenamed
  | CuratorAssigned
  | CuratorRemoved
  | KinshipConfirmed
  | PersonChanged
  | PersonEntered
  | PersonJoined
  | PupilEnrolled
  | PupilLeft
  | RolesChanged
  | SchoolApproved
