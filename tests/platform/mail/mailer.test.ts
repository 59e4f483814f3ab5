import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMailer } from '../../../src/platform/mail/mailer.ts'

let dataDir: string
let server: Server | undefined

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'ashyq-mail-'))
})
afterEach(async () => {
  server?.close()
  server = undefined
  await rm(dataDir, { recursive: true, force: true })
})

/** A mail server that answers RCPT TO with `answer`. Resolves to its address and what it was told. */
async function smtpServer(answer: string): Promise<{ url: string; told: string[] }> {
  const told: string[] = []
  server = createServer((socket: Socket) => {
    let inData = false
    socket.write('220 mail.test\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        told.push(line)
        if (inData) {
          if (line !== '.') continue
          inData = false
          socket.write('250 kept\r\n')
        } else if (line.startsWith('RCPT')) socket.write(`${answer}\r\n`)
        else if (line === 'DATA') {
          inData = true
          socket.write('354 go on\r\n')
        } else socket.write('250 ok\r\n')
      }
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, told }
}

const mail = {
  to: 'aigul@example.kz',
  subject: 'Өтініш 2603-1234-5673',
  text: 'Жауап берілді',
  id: 'complaint.260312345673.4',
}
const publicUrl = 'https://ashyq.example.kz'

describe('by a mail server', () => {
  test('a mail carries its stable id, and says that a machine sent it', async () => {
    const { url, told } = await smtpServer('250 ok')
    const mailer = createMailer({ smtpUrl: url, dataDir, publicUrl })
    await mailer.send(mail)
    mailer.close()
    expect(told).toContain('RCPT TO:<aigul@example.kz>')
    expect(told).toContain('Message-ID: <complaint.260312345673.4@ashyq.example.kz>')
    expect(told).toContain('Auto-Submitted: auto-generated')
  })

  test('by TLS only a certificate counts that somebody trusted has given', async () => {
    // Brings a certificate of its own making.
    const secure = new SMTPServer({ secure: true, authOptional: true, logger: false })
    secure.on('error', () => undefined)
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    const { port } = secure.server.address() as AddressInfo
    const mailer = createMailer({ smtpUrl: `smtps://127.0.0.1:${port}`, dataDir, publicUrl })
    await expect(mailer.send(mail)).rejects.toThrow('The mail was not sent: ESOCKET')
    mailer.close()
    await new Promise<void>((resolve) => secure.close(() => resolve()))
  })

  test('a refusal names no address: it is kept with the failed job and in the log', async () => {
    const { url } = await smtpServer('550 5.1.1 <aigul@example.kz>: no such mailbox')
    const mailer = createMailer({ smtpUrl: url, dataDir, publicUrl })
    const error = await mailer.send(mail).then(
      () => null,
      (failed: unknown) => failed,
    )
    mailer.close()
    expect(error).toBeInstanceOf(Error)
    const all = JSON.stringify(error, [...Object.getOwnPropertyNames(error), 'code', 'response', 'rejected'])
    expect(all).toContain('550')
    expect(all).not.toContain('aigul')
  })

  test.each([
    ['a line break in the subject', { subject: 'x\r\nBcc: thief@example.kz' }],
    ['a line break in the address', { to: 'aigul@example.kz\r\nBcc: thief@example.kz' }],
    ['a second address', { to: 'aigul@example.kz, thief@example.kz' }],
  ])('%s adds no recipient', async (_name, change) => {
    const { url, told } = await smtpServer('250 ok')
    const mailer = createMailer({ smtpUrl: url, dataDir, publicUrl })
    await mailer.send({ ...mail, ...change }).catch(() => undefined)
    mailer.close()
    const recipients = told.filter((line) => line.startsWith('RCPT'))
    expect(recipients.length).toBeLessThanOrEqual(1)
    expect(recipients.join()).not.toMatch(/<thief@example\.kz>/)
    expect(told.filter((line) => /^bcc:/i.test(line))).toEqual([])
  })
})

test('without a mail server it is kept as a file that only this user reads', async () => {
  const mailer = createMailer({ dataDir, publicUrl })
  await mailer.send(mail)
  await mailer.send({ ...mail, id: '../../escape' })
  mailer.close()
  const folder = path.join(dataDir, 'mail')
  expect((await readdir(folder)).sort()).toEqual(['.._.._escape.eml', `${mail.id}.eml`])
  expect(await readFile(path.join(folder, `${mail.id}.eml`), 'utf8')).toContain('To: aigul@example.kz')
  expect((await stat(folder)).mode & 0o077).toBe(0)
  expect((await stat(path.join(folder, `${mail.id}.eml`))).mode & 0o077).toBe(0)
})
