/** @module-tag long */
import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createJobQueue, type JobQueue } from '../../src/platform/jobs/queue.ts'
import { file } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { timed } from '../support/portal-process.ts'

/** Mail servers that hang, refuse for now, or break off: row 8 of tests/faults/README.md. */

/** How a server behaves: hangs without a greeting, says "later", breaks off after it has taken the mail, or works. */
type Manner = 'hangs' | 'later' | 'breaks off after DATA' | 'works'

type Server = { url: string; manner: Manner; taken: string[]; visits: number; close(): void }

/** A mail server of thirty lines, because no kept one lies on purpose. */
async function openLyingServer(): Promise<Server> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    self.visits++
    socket.setEncoding('latin1').on('error', () => undefined)
    const say = (line: string) => socket.write(`${line}\r\n`)
    if (self.manner === 'hangs') return
    say('220 mail.test ready')
    let mail: string | undefined
    let rest = ''
    socket.on('data', (chunk: string) => {
      rest += chunk
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (mail === undefined) mail = answer(line)
        else if (line !== '.') mail += `${line}\n`
        else {
          self.taken.push(mail)
          mail = undefined
          if (self.manner === 'breaks off after DATA') socket.destroy()
          else say('250 taken')
        }
      }
    })
    const answer = (line: string): string | undefined => {
      if (/^RCPT/i.test(line) && self.manner === 'later') say('451 4.7.1 come again')
      else if (/^DATA/i.test(line)) {
        say('354 go on')
        return ''
      } else say(/^QUIT/i.test(line) ? '221 bye' : '250 fine')
      return undefined
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const self: Server = {
    url: `smtp://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    manner: 'works',
    taken: [],
    visits: 0,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return self
}

let smtp: Server
let portal: Portal
let worker: JobQueue
beforeEach(async () => {
  smtp = await openLyingServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  worker = createJobQueue(portal.deps.pool, pino({ level: 'silent' }))
  await worker.start(
    [...portal.jobs.values()].filter(({ name }) => name === 'complaints.notify'),
    { work: true },
  )
})
afterEach(async () => {
  smtp.close()
  await worker.stop()
  await portal.close()
})

const jobs = async (): Promise<{ state: string; retry: number }[]> => {
  const { rows } = await portal.deps.pool.query<{ state: string; retry: number }>(
    `SELECT state::text, retry_count AS retry FROM pgboss.job WHERE name = 'complaints.notify'`,
  )
  return rows
}
/** Time passes for the queue: what waits for its next try is due. */
const passTime = () =>
  portal.deps.pool.query(
    `UPDATE pgboss.job SET start_after = now() - interval '1 second' WHERE state = 'retry'`,
  )
const idsOf = (mails: readonly string[]) => mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1] ?? '')
const state = async () => (await jobs()).map((job) => job.state)

test.each<Manner>([
  'hangs',
  'later',
])('a server that %s holds up nobody, and gets each mail once when it works', async (manner) => {
  smtp.manner = manner
  const { ms } = await timed(file(portal, { email: 'reporter@example.kz' }))
  expect(ms, 'filing does not wait for it').toBeLessThan(3_000)
  await expect.poll(() => smtp.visits, { timeout: 20_000 }).toBeGreaterThan(0)
  await expect.poll(state, { timeout: 40_000 }).toEqual(['retry'])
  expect(smtp.taken).toEqual([])
  smtp.manner = 'works'
  await passTime()
  await expect.poll(state, { timeout: 30_000 }).toEqual(['completed'])
  expect(idsOf(smtp.taken)).toHaveLength(1)
}, 120_000)

test('a server that breaks off after it took a mail gets it again under the same id, and no third time', async () => {
  smtp.manner = 'breaks off after DATA'
  await file(portal, { email: 'reporter@example.kz' })
  await expect.poll(state, { timeout: 40_000 }).toEqual(['retry'])
  expect(smtp.taken).toHaveLength(1)
  smtp.manner = 'works'
  await passTime()
  await expect.poll(state, { timeout: 30_000 }).toEqual(['completed'])
  await sleep(2_500)
  const ids = idsOf(smtp.taken)
  expect(ids).toHaveLength(2)
  expect(ids[0]).toMatch(/^<.+@.+>$/)
  expect(ids[1]).toBe(ids[0])
}, 120_000)

test('9: a worker that is killed in the middle of a mail: another one sends it within two minutes, once', async () => {
  smtp.manner = 'hangs'
  await file(portal, { email: 'reporter@example.kz' })
  await expect.poll(state, { timeout: 20_000 }).toEqual(['active'])
  // What kill -9 leaves: a job that is active and whose worker sends no sign of life any more.
  await worker.stop()
  await portal.deps.pool.query(
    `UPDATE pgboss.job SET state = 'active', heartbeat_on = now() - interval '31 seconds', completed_on = NULL WHERE name = 'complaints.notify'`,
  )
  smtp.manner = 'works'
  const next = createJobQueue(portal.deps.pool, pino({ level: 'silent' }))
  await next.start(
    [...portal.jobs.values()].filter(({ name }) => name === 'complaints.notify'),
    { work: true },
  )
  const { ms } = await timed(
    expect
      .poll(
        async () => {
          await passTime()
          return state()
        },
        { timeout: 150_000, interval: 1_000 },
      )
      .toEqual(['completed']),
  )
  console.info(`a mail of a killed worker was sent after ${Math.round(ms / 1000)} s`)
  expect(ms).toBeLessThan(120_000)
  expect(idsOf(smtp.taken)).toHaveLength(1)
  await next.stop()
}, 240_000)
