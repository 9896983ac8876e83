/** The door of invites: links, personal codes, join requests. */
import { feature, on } from '#server/kernel/dispatch/feature.ts'
import { acceptHandler } from './accept.ts'
import { createParentLinkHandler, createPupilLinkHandler } from './create-class-link.ts'
import { createStaffLinkHandler } from './create-staff-link.ts'
import { declineHandler } from './decline.ts'
import { closeInvitations, followEntry, showNewName } from './follow-classes.ts'
import { handOverHandler } from './hand-over.ts'
import { codesHandler } from './list-codes.ts'
import { requestsHandler } from './list-requests.ts'
import { listHandler } from './list.ts'
import { lookHandler } from './look.ts'
import { makeCodeHandler } from './make-code.ts'
import { mineHandler } from './mine.ts'
import { redeemHandler } from './redeem.ts'
import { requestCodeHandler } from './request-code.ts'
import { showWaiting } from './requests-view.ts'
import { revealHandler } from './reveal.ts'
import { revokeCodeHandler } from './revoke-code.ts'
import { revokeHandler } from './revoke.ts'

export { type BulkLink, insertCodesInBulk, insertLinksInBulk, insertRequestsInBulk } from './bulk.ts'

export const invites = feature('invites', {
  handlers: [
    createStaffLinkHandler,
    createPupilLinkHandler,
    createParentLinkHandler,
    listHandler,
    revealHandler,
    handOverHandler,
    revokeHandler,
    makeCodeHandler,
    revokeCodeHandler,
    codesHandler,
    lookHandler,
    requestCodeHandler,
    redeemHandler,
    mineHandler,
    requestsHandler,
    acceptHandler,
    declineHandler,
  ],
  facts: [
    on('classArchived', (ctx, { classId }) => closeInvitations(ctx, classId)),
    on('classRenamed', (ctx, { classId }) => showNewName(ctx, classId)),
    on('personEntered', (ctx, { personId }) => followEntry(ctx, personId)),
    on('pupilEnrolled', (ctx, { classId }) => showWaiting(ctx, classId)),
    on('pupilLeft', (ctx, { classId }) => showWaiting(ctx, classId)),
  ],
})
