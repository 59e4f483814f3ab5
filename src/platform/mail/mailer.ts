import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import nodemailer from 'nodemailer'

export type Mail = {
  to: string
  subject: string
  text: string
  html?: string
  /** Stable per recipient and event, so that a repeat can be seen as one: becomes the Message-ID. */
  id: string
}

export type Mailer = { send(mail: Mail): Promise<void>; close(): void }

/**
 * Sends by SMTP, or writes `<dataDir>/mail/<id>.eml` when no server is configured. Call it from jobs only.
 * Throws when the server does not take the mail; the job is then repeated.
 */
export function createMailer(options: { smtpUrl?: string; dataDir: string; publicUrl: string }): Mailer {
  const host = new URL(options.publicUrl).hostname
  const from = {
    name: 'Ashyq Qala',
    address: `no-reply@${host === 'localhost' ? 'localhost.localdomain' : host}`,
  }
  const transport = options.smtpUrl === undefined ? toMemory() : bySmtp(options.smtpUrl)
  return {
    async send({ to, subject, text, html, id }) {
      const sent = await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        messageId: `<${id}@${from.address.split('@')[1]}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      if (options.smtpUrl === undefined)
        await keep(options.dataDir, id, sent as unknown as { message: Buffer })
    },
    close: () => transport.close(),
  }
}

function toMemory() {
  return nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
}

function bySmtp(url: string) {
  return nodemailer.createTransport({
    url,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  })
}

async function keep(dataDir: string, id: string, { message }: { message: Buffer }): Promise<void> {
  const folder = path.join(dataDir, 'mail')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, `${id.replaceAll(/[^\w.-]/g, '_')}.eml`), message)
}
