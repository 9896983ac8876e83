/** Classes, enrolment, class teachers. */
import { feature, on } from '#server/kernel/dispatch/feature.ts'
import { mayHearClass, relationToClass } from './access.ts'
import { archiveHandler } from './archive.ts'
import { assignCuratorHandler } from './assign-curator.ts'
import { createGridHandler } from './create-grid.ts'
import { createHandler } from './create.ts'
import { curatorCandidatesHandler } from './curator-candidates.ts'
import { enrolNewHandler } from './enrol.ts'
import { listHandler } from './list.ts'
import { showPupil } from './live.ts'
import { removeCuratorHandler } from './remove-curator.ts'
import { renameHandler } from './rename.ts'
import { rosterHandler } from './roster.ts'
import { findClass } from './store.ts'
import { viewHandler } from './view-one.ts'

export const classes = feature('classes', {
  handlers: [
    listHandler,
    viewHandler,
    rosterHandler,
    createGridHandler,
    createHandler,
    renameHandler,
    archiveHandler,
    assignCuratorHandler,
    removeCuratorHandler,
    enrolNewHandler,
    curatorCandidatesHandler,
  ],
  facts: [
    on('personEntered', (ctx, { personId }) => showPupil(ctx, personId)),
    on('kinshipConfirmed', (ctx, { childId }) => showPupil(ctx, childId)),
  ],
  topics: {
    class: async ({ tx, personId, may }, classId) => {
      const found = await findClass(tx, classId)
      return found !== undefined && mayHearClass(may, await relationToClass(tx, personId, classId))
    },
  },
})

export { enterClass, enterClassToChange, relationToClass } from './access.ts'
export { insertClassesInBulk } from './bulk.ts'
export { createClasses } from './create.ts'
export { enrol } from './enrol.ts'
export { classesOfPupils, curatedBy, curatorsOf, listedIn, noteRequests, viewClassNames } from './doors.ts'
export { lockClass } from './store.ts'
export { markClass } from './view-one.ts'
