import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import nodemailer, { type SendMailOptions } from 'nodemailer'

export type Mail = {
  to: string
  subject: string
  text: string
  html?: string
  /** Stable per recipient and event, so that a repeat can be seen as one: becomes the Message-ID. */
  id: string
}

export type Mailer = { send(mail: Mail): Promise<void>; close(): void }

/** The mail server did not take a mail. Names no address: the message is kept with the failed job and in the log. */
export class MailNotSent extends Error {
  constructor(error: unknown) {
    const { code, responseCode, command } = error as Record<string, unknown>
    super(`The mail was not sent: ${[code, responseCode, command].filter(Boolean).join(' ') || 'unknown'}`)
  }
}

/**
 * Sends by SMTP, or writes `<dataDir>/mail/<id>.eml` when no server is configured. Call it from jobs only.
 * Throws MailNotSent when the server does not take the mail; the job is then repeated.
 */
export function createMailer(options: { smtpUrl?: string; dataDir: string; publicUrl: string }): Mailer {
  const host = new URL(options.publicUrl).hostname
  const from = {
    name: 'Ashyq Qala',
    address: `no-reply@${host === 'localhost' ? 'localhost.localdomain' : host}`,
  }
  const { deliver, close } = options.smtpUrl === undefined ? toFolder(options) : bySmtp(options.smtpUrl)
  return {
    send: ({ to, subject, text, html, id }) =>
      deliver(id, {
        from,
        to: { name: '', address: to },
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        messageId: `<${id}@${from.address.split('@')[1]}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
    close,
  }
}

type Delivery = { deliver(id: string, message: SendMailOptions): Promise<void>; close(): void }

function bySmtp(url: string): Delivery {
  const transport = nodemailer.createTransport({
    url,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  })
  return {
    async deliver(_id, message) {
      try {
        await transport.sendMail(message)
      } catch (error) {
        throw new MailNotSent(error)
      }
    },
    close: () => transport.close(),
  }
}

/** The mails hold addresses and secret links, so nobody else may read them. */
function toFolder({ dataDir }: { dataDir: string }): Delivery {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  const folder = path.join(dataDir, 'mail')
  return {
    async deliver(id, message) {
      const { message: bytes } = await transport.sendMail(message)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = path.join(folder, `${id.replaceAll(/[^\w.-]/g, '_')}.eml`)
      await writeFile(file, bytes as Buffer, { mode: 0o600 })
    },
    close: () => transport.close(),
  }
}
