/** The door of schools: application, review, organisation. */
import { feature } from '#server/kernel/dispatch/feature.ts'
import { rejectApplicationHandler, returnApplicationHandler } from './answer-application.ts'
import { applicationsHandler } from './applications.ts'
import { applyHandler } from './apply.ts'
import { approveHandler } from './approve.ts'
import { correctApplicationHandler } from './correct-application.ts'
import { followApplicationHandler } from './follow-application.ts'
import { giveAdminLoginCodeHandler } from './give-admin-login-code.ts'
import { sweepJob } from './sweep-job.ts'
import { tellAdministratorJob, tellAnswerJob, tellReceivedJob } from './tell-applicant-jobs.ts'
import { viewApplicationHandler } from './view-application.ts'

export { insertSchoolInBulk } from './bulk.ts'
export { orderRoutes } from './order-route.ts'
export { schoolYear } from './school-year.ts'
export { viewSchool } from './store.ts'

export const schools = feature('schools', {
  handlers: [
    applyHandler,
    followApplicationHandler,
    correctApplicationHandler,
    applicationsHandler,
    viewApplicationHandler,
    approveHandler,
    returnApplicationHandler,
    rejectApplicationHandler,
    giveAdminLoginCodeHandler,
  ],
  jobs: [tellReceivedJob, tellAnswerJob, tellAdministratorJob, sweepJob],
})
