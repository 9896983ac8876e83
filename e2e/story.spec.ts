/** The whole story of a school, each step through the page by the person who does it. */
import { expect, test } from '@playwright/test'
import { look } from './look.ts'
import { makePaper } from './paper.ts'
import { isPhone, makeCrowd } from './people.ts'
import { type RunningServer, startServer } from './running-server.ts'
import { codeOf, digitsOf, type SmsGateway, startSmsGateway } from './sms-gateway.ts'
import { detachCurator, leaveAndReturn, talk } from './steps-of-chats.ts'
import {
  confirmTeacher,
  enterBySlip,
  nameCurator,
  takeInDeputy,
  takeInParent,
  takeInPupil,
  takeInTeacher,
} from './steps-of-classes.ts'
import { annulLink, makeClasses } from './steps-of-entry.ts'
import { answerApplication, apply, claimOperator, correct } from './steps-of-school.ts'
import {
  adminPhone,
  type CodeFor,
  enterAsAdministrator,
  readOutbox,
  signOutElsewhere,
  strangersPhone,
} from './steps-of-sign-in.ts'

let gateway: SmsGateway
let server: RunningServer
const support = { SUPPORT_EMAIL: 'help@school44.example.ru' }

test.beforeAll(async () => {
  gateway = await startSmsGateway()
  // The phone's school has an SMS gateway from the first day; the desktop's gets it after the administrator is in.
  server = await startServer(isPhone() ? { ...support, ...gateway.environment } : support)
})
test.afterAll(async () => {
  await server?.stop()
  await gateway?.stop()
})

// A minute on an idle machine; a busy one is waited for, within limits.
test.describe.configure({ timeout: 400_000 })

test('a school applies, is let in, fills its classes, and a parent talks in the chat', async ({ browser }) => {
  const crowd = makeCrowd(browser, server.address)
  const bySms: CodeFor = async (phone) => codeOf(await gateway.next(phone))
  const paper = await makePaper(browser)
  try {
    const operator = await crowd.enter('/')
    await test.step('the first screen offers to try or to set up', async () => {
      await expect(operator.page.getByRole('heading', { name: 'С чего начнём?' })).toBeVisible()
      await look(operator.page, 'first-screen')
    })
    await test.step('the operator comes by the link of the terminal and sets the second step', () =>
      claimOperator(operator, server.operatorLink))

    const applicant = await crowd.enter('/')
    const privateLink = await test.step('the school applies with the order', () => apply(applicant, paper))
    await test.step('the operator sees the scan beside the form and returns it with a reason', () =>
      answerApplication(operator, 'return'))
    await test.step('the school reads why by its private link, corrects and sends again', async () =>
      correct(await crowd.enter(privateLink), paper))
    await test.step('the operator approves', () => answerApplication(operator, 'approve'))
    await test.step('the private link says so', async () => {
      await applicant.page.reload()
      await expect(applicant.page.getByText('Школа создана')).toBeVisible()
      await look(applicant.page, 'application-approved')
      if (isPhone()) expect(await gateway.next(adminPhone), 'and an SMS does').toContain(server.address)
      await applicant.page.getByRole('link', { name: 'Войти по номеру телефона' }).click()
    })

    const admin = applicant
    const recoveryCodes = await test.step('the administrator enters by the phone of the application', () =>
      enterAsAdministrator(admin, isPhone() ? bySms : () => readOutbox(operator.page)))
    if (!isPhone()) {
      await test.step('the operator connects an SMS gateway', async () => {
        // Pages that lose their server say so in the console.
        for (const { page } of [operator, admin]) await page.goto('about:blank')
        await server.restart(gateway.environment)
        await admin.page.goto('/')
        await expect(admin.page, 'sessions outlive the program').toHaveURL(/\/chats/)
      })
    }

    await test.step('he makes the classes from the grid', () => makeClasses(admin))
    await test.step('a link that he annuls opens nothing', () => annulLink(crowd, admin))
    const teacher = await test.step('a teacher asks by the link and is accepted', () => takeInTeacher(crowd, admin))
    const staff = { admin, teacher }
    await test.step('the teacher asks for the status and the administrator confirms it', () =>
      confirmTeacher(admin, teacher))
    await test.step('the administrator names her class teacher', () => nameCurator(admin, teacher))
    await test.step('a deputy joins by the link of the administration', () => takeInDeputy(crowd, admin))
    await test.step('the link of the class goes to the class teacher, and a pupil joins by it with a phone', () =>
      takeInPupil(crowd, staff, bySms))
    const pupil = await test.step('a pupil of the list comes in by a slip with a code', () => enterBySlip(crowd, staff))
    const parent = await test.step('a parent joins the parents’ chat and names the child', () =>
      takeInParent(crowd, teacher))
    await test.step('they talk', () => talk(teacher, parent, pupil))
    await test.step('who is taken out of a chat loses it at once', () => leaveAndReturn(teacher, parent))
    await test.step('who is no longer class teacher loses the class at once', () => detachCurator(admin, teacher))
    await test.step('the administrator signs out elsewhere', () =>
      signOutElsewhere(admin, crowd, { codeFor: bySms, recoveryCode: recoveryCodes[0] ?? '' }))
    expect(gateway.phones, 'an unknown number is sent nothing').not.toContain(digitsOf(strangersPhone))
    crowd.expectQuiet()
  } finally {
    await crowd.leave()
  }
})
