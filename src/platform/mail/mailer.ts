import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { SendMailOptions } from 'nodemailer'

export type Mail = {
  to: string
  subject: string
  text: string
  html?: string
  /** Stable per recipient and event, so that a repeat can be seen as one: becomes the Message-ID. */
  id: string
  /** The part before the @ of the sender that bounces go to; without it they go to the visible sender. */
  bounceBox?: string
  /** Full address that ends these mails by one press of the mail program (RFC 8058). */
  unsubscribe?: string
}

export type Mailer = { send(mail: Mail): Promise<void>; close(): void }

/** The mail server did not take a mail. Names no address: the message is kept with the failed job and in the log. */
export class MailNotSent extends Error {
  /** The address itself was refused for good, for example `550 5.1.1`; null when trying again may help. */
  readonly refusal: string | null

  constructor(error: unknown) {
    const { code, responseCode, command } = error as Record<string, unknown>
    super(`The mail was not sent: ${[code, responseCode, command].filter(Boolean).join(' ') || 'unknown'}`)
    this.refusal = refusalOf(error as SmtpError)
  }
}

type SmtpError = { responseCode?: number; response?: string; command?: string }

/**
 * A 5xx to the recipient or to the words. What is refused by policy (x.7.x: a list of senders, a wrong login) is our
 * trouble and not the address's, so it is tried again. Source: RFC 3463.
 */
function refusalOf({ responseCode = 0, response = '', command = '' }: SmtpError): string | null {
  if (responseCode < 500 || responseCode > 599 || !/^(RCPT TO|DATA)/.test(command)) return null
  const [status] = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response) ?? []
  if (status?.startsWith('5.7.')) return null
  return [responseCode, status].filter(Boolean).join(' ')
}

/**
 * Sends by SMTP, or writes `<dataDir>/mail/<id>.eml` when no server is configured. Call it from jobs only.
 * Throws MailNotSent when the server does not take the mail; the job is then repeated.
 */
export function createMailer(options: { smtpUrl?: string; dataDir: string; publicUrl: string }): Mailer {
  const host = new URL(options.publicUrl).hostname
  const domain = host === 'localhost' ? 'localhost.localdomain' : host
  const from = { name: 'Ashyq Qala', address: `no-reply@${domain}` }
  const { deliver, close } = options.smtpUrl === undefined ? toFolder(options) : bySmtp(options.smtpUrl)
  return {
    send: ({ to, subject, text, html, id, bounceBox, unsubscribe }) =>
      deliver(id, {
        from,
        to: { name: '', address: to },
        ...(bounceBox === undefined ? {} : { envelope: { from: `${bounceBox}@${domain}`, to } }),
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        messageId: `<${id}@${domain}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribe === undefined
            ? {}
            : {
                'List-Unsubscribe': `<${unsubscribe}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }),
        },
      }),
    close,
  }
}

/** Made for the first mail: a start does not wait for what only jobs use. */
function transportOf<T extends { close(): void }>(make: (library: typeof import('nodemailer')) => T) {
  let made: Promise<T> | undefined
  // With too many files open not even a library can be read: the next mail tries again.
  const forget = (error: unknown): never => {
    made = undefined
    throw error
  }
  return {
    get: () => (made ??= import('nodemailer').then(make).catch(forget)),
    close: () =>
      void made?.then(
        (transport) => transport.close(),
        () => undefined,
      ),
  }
}

type Delivery = { deliver(id: string, message: SendMailOptions): Promise<void>; close(): void }

function bySmtp(url: string): Delivery {
  const transport = transportOf((library) =>
    library.createTransport({
      url,
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    }),
  )
  return {
    async deliver(_id, message) {
      try {
        await (await transport.get()).sendMail(message)
      } catch (error) {
        throw new MailNotSent(error)
      }
    },
    close: transport.close,
  }
}

/** The mails hold addresses and secret links, so nobody else may read them. */
function toFolder({ dataDir }: { dataDir: string }): Delivery {
  const transport = transportOf((library) =>
    library.createTransport({ streamTransport: true, buffer: true, newline: 'unix' }),
  )
  const folder = path.join(dataDir, 'mail')
  return {
    async deliver(id, message) {
      const { message: bytes } = await (await transport.get()).sendMail(message)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = path.join(folder, `${id.replaceAll(/[^\w.-]/g, '_')}.eml`)
      await writeFile(file, bytes as Buffer, { mode: 0o600 })
    },
    close: transport.close,
  }
}
