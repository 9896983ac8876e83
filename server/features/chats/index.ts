/** The door of chats. */
import { feature } from '#server/kernel/dispatch/feature.ts'
import { addMemberHandler } from './add-member.ts'
import { directCandidatesHandler } from './direct-candidates.ts'
import { editHandler } from './edit.ts'
import { hideHandler } from './hide.ts'
import { historyHandler } from './history.ts'
import { listHandler } from './list.ts'
import { markReadHandler } from './mark-read.ts'
import { openHandler } from './open.ts'
import { pickHandler } from './pick.ts'
import { pruneFramesJob } from './prune-frames-job.ts'
import { removeHandler } from './remove.ts'
import { removeMemberHandler } from './remove-member.ts'
import { rosterFacts } from './roster.ts'
import { sendHandler } from './send.ts'
import { setModeratorHandler } from './set-moderator.ts'
import { setWriteModeHandler } from './set-write-mode.ts'
import { startDirectHandler } from './start-direct.ts'
import { findChatsOf } from './store.ts'
import { mayType } from './typing.ts'
import { membersHandler } from './view-members.ts'

export {
  type BulkChat,
  type BulkMember,
  countChatsInBulk,
  insertChatsInBulk,
  insertMembersInBulk,
  insertMessagesInBulk,
} from './bulk.ts'
export { reasons } from './reasons.ts'
export { nameOfClassChat, nameOfStaffroom } from './system-chats.ts'

export const chats = feature('chats', {
  handlers: [
    listHandler,
    openHandler,
    historyHandler,
    pickHandler,
    membersHandler,
    sendHandler,
    markReadHandler,
    editHandler,
    removeHandler,
    hideHandler,
    setWriteModeHandler,
    addMemberHandler,
    removeMemberHandler,
    setModeratorHandler,
    startDirectHandler,
    directCandidatesHandler,
  ],
  facts: rosterFacts,
  jobs: [pruneFramesJob],
  autoTopics: async (tx, personId) => (await findChatsOf(tx, personId)).map((id) => `chat:${id}`),
  mayType,
})
