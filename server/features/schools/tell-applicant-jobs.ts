/** The applicant hears by mail what became of the application; of its approval the administrator also by SMS. */
import { originOf } from '#server/kernel/config/config.ts'
import { job, type JobCtx } from '#server/kernel/dispatch/feature.ts'
import { SmsError } from '#server/kernel/sms/gateway.ts'
import { say, type Text } from '#server/kernel/texts/say.ts'
import { openContext } from './access.ts'
import { letters } from './letters.ts'
import { findApplication } from './store.ts'
import type { ApplicationRow } from './tables.ts'

interface Received {
  readonly applicationId: string
  /** The private link's token, sealed: the queue is part of the database. */
  readonly token: string
}

export const tellReceivedJob = job('schools.tellReceived', async (ctx, { applicationId, token }: Received) => {
  const row = await read(ctx, applicationId)
  if (!row) return
  const opened = ctx.secrets.open('private-link', Buffer.from(token, 'base64'))
  await write(ctx, row, {
    letter: letters.received,
    link: `${originOf(ctx.config, ctx.config.port)}/application#${opened}`,
  })
})

interface Answered {
  readonly applicationId: string
  readonly state: 'approved' | 'returned' | 'rejected'
}

/** An answer that was overtaken by another is not told any more. */
export const tellAnswerJob = job('schools.tellAnswer', async (ctx, { applicationId, state }: Answered) => {
  const row = await read(ctx, applicationId)
  if (row?.state !== state) return
  await write(ctx, row, { letter: letters[state], link: originOf(ctx.config, ctx.config.port) })
})

/** A job of its own: a mail server that is away must not repeat the SMS. */
export const tellAdministratorJob = job(
  'schools.tellAdministrator',
  async (ctx, { applicationId }: { applicationId: string }) => {
    const row = await read(ctx, applicationId)
    if (!row || !ctx.sms) return
    const text = say(letters.approved.sms, { school: row.form.shortName, link: originOf(ctx.config, ctx.config.port) })
    try {
      await ctx.sms.send(ctx.secrets.open('phone', row.mobile_sealed), text)
    } catch (error) {
      if (!(error instanceof SmsError) || error.isTransient) throw error
      ctx.log.warn({ err: error, applicationId }, 'administrator was not told by SMS')
    }
  },
)

function read(ctx: JobCtx, applicationId: string): Promise<ApplicationRow | undefined> {
  return ctx.db.transaction('read', async (tx) => {
    await openContext({ tx }, applicationId)
    return findApplication(tx, applicationId)
  })
}

interface Written {
  readonly letter: { readonly subject: Text; readonly body: Text }
  readonly link: string
}

async function write(ctx: JobCtx, row: ApplicationRow, { letter, link }: Written): Promise<void> {
  const values = { school: row.form.shortName, reason: row.reason ?? '', link }
  await ctx.mail?.send({
    to: row.form.admin.email,
    subject: say(letter.subject, values),
    text: say(letter.body, values),
  })
}
