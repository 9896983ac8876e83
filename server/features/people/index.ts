/** The door of people: persons of a school, roles, the status «учитель», kinship, cards. */
import { feature, on } from '#server/kernel/dispatch/feature.ts'
import { mayHearDesk } from './access.ts'
import { askTeacherStatusHandler } from './ask-teacher-status.ts'
import { decideTeacherStatusHandler } from './decide-teacher-status.ts'
import { giveLoginCodeHandler } from './give-login-code.ts'
import { mineHandler } from './mine.ts'
import { makeAdministrator } from './school-approved.ts'
import { staffHandler } from './staff.ts'
import { findPerson } from './view.ts'

export { insertKinshipsInBulk, insertPeopleInBulk } from './bulk.ts'
export { mayHearDesk } from './access.ts'
export {
  childrenOf,
  confirmKinship,
  countFamilies,
  type Family,
  type Kinship,
  parentsOf,
  viewFamilies,
} from './kinship.ts'
export { addRole, bindAccount, createPerson, noteCurator, notePupilClass, setTeacherStatus } from './persons.ts'
export type { Portrait } from './tables.ts'
export {
  administratorsOf,
  findPeople,
  findPerson,
  personOfAccount,
  rightsColumnsOf,
  schoolsOfAccount,
  staffOf,
  viewCard,
  viewCards,
  viewNames,
} from './view.ts'

export const people = feature('people', {
  handlers: [mineHandler, staffHandler, askTeacherStatusHandler, decideTeacherStatusHandler, giveLoginCodeHandler],
  facts: [on('schoolApproved', makeAdministrator)],
  topics: {
    desk: async ({ tx, personId, may }, schoolId) => {
      const me = await findPerson(tx, personId)
      return mayHearDesk(may, me?.school_id === schoolId)
    },
  },
})
