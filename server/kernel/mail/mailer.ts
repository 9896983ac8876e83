/** How a letter leaves the house. */
import { createTransport } from 'nodemailer'
import type { Mail } from '#server/kernel/config/config.ts'

export interface Letter {
  readonly to: string
  readonly subject: string
  /** Plain text: children's data does not travel in pictures and trackers. */
  readonly text: string
}

export interface Mailer {
  /** Throws when the mail server did not take the letter. */
  send(letter: Letter): Promise<void>
}

export function smtpMailer({ smtpUrl, from }: Mail): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({
        from: { name: 'Перемена', address: from },
        to: { name: '', address: to },
        subject,
        text,
      })
    },
  }
}
