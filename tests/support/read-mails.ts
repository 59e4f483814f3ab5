import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Portal } from './portal.ts'

export type SentMail = { file: string; head: string; text: string; html: string }

/** The mails that the portal has written to its folder so far, decoded, in the order of their names. */
export async function readMails({ deps }: Pick<Portal, 'deps'>): Promise<SentMail[]> {
  const folder = path.join(deps.config.dataDir, 'mail')
  const files = (await readdir(folder).catch(() => [])).sort()
  return Promise.all(files.map(async (file) => decode(file, await readFile(path.join(folder, file), 'utf8'))))
}

/** Reads what the portal's own mailer writes: two parts, one plain and one HTML. */
function decode(file: string, mail: string): SentMail {
  const [head = '', ...rest] = mail.split('\n\n')
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? ''
  const parts = rest.join('\n\n').split(`--${boundary}`)
  const part = (type: string) => body(parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? '')
  return { file, head, text: part('text/plain'), html: part('text/html') }
}

function body(part: string): string {
  const [head = '', ...rest] = part.trimStart().split('\n\n')
  const encoded = rest.join('\n\n')
  if (head.includes('base64')) return Buffer.from(encoded, 'base64').toString('utf8')
  if (!head.includes('quoted-printable')) return encoded
  const bytes = encoded
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
