import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmFollower } from '../../src/features/following/followers.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import { createJobQueue, type JobQueue } from '../../src/platform/jobs/queue.ts'
import { file } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { type MailServer, openMailServer } from '../support/smtp.ts'

let smtp: MailServer
let portal: Portal
let worker: JobQueue

beforeAll(async () => {
  smtp = await openMailServer()
  portal = await openPortal({ smtpUrl: smtp.url })
  worker = createJobQueue(portal.deps.pool, pino({ level: 'silent' }))
})
afterAll(async () => {
  await worker.stop()
  await portal.close()
  await smtp.close()
})

type Waiting = { name: string; state: string; retry_count: number }

/** The mails that wait, as the queue sees them. */
async function waiting(): Promise<Waiting[]> {
  const { rows } = await portal.deps.pool.query<Waiting>(
    `SELECT name, state::text, retry_count FROM pgboss.job
     WHERE name IN ('complaints.notify', 'following.letter') AND state <> 'completed' ORDER BY name`,
  )
  return rows
}

/** An hour passes for the queue: what waits for its next try is due. */
const passTime = () =>
  portal.deps.pool.query(
    `UPDATE pgboss.job SET start_after = now() - interval '1 second' WHERE state = 'retry'`,
  )

test('the queue itself carries mails over an hour without a mail server, and each arrives once', {
  tags: ['long'],
  timeout: 40_000,
}, async () => {
  const { deps, cast } = portal
  await inTransaction(deps.db, async (tx) => {
    const place = { email: 'follower@example.kz', lang: 'ru', at: deps.now().epochMilliseconds } as const
    const { id: followerId } = await confirmFollower(tx, deps, place)
    const query = { filter: { category: 'potholes' } }
    const facts = { scope: 'potholes', cadence: 'now', createdAt: new Date(place.at) }
    await tx.subscription.create({ data: { followerId, cityId: cast.city.id, query, ...facts } })
  })
  smtp.state = 'down'
  await file(portal, { email: 'reporter@example.kz' })
  await worker.start(
    [...portal.jobs.values()].filter(({ name }) => /notify|following\.(news|letter)/.test(name)),
    {
      work: true,
    },
  )
  for (const tries of [0, 1]) {
    await passTime()
    await expect.poll(waiting, { timeout: 10_000, interval: 100 }).toEqual([
      { name: 'complaints.notify', state: 'retry', retry_count: tries },
      { name: 'following.letter', state: 'retry', retry_count: tries },
    ])
  }
  expect(smtp.arrived).toEqual([])
  smtp.state = 'up'
  await passTime()
  await expect.poll(waiting, { timeout: 10_000, interval: 100 }).toEqual([])
  expect(smtp.arrived.map(({ to }) => to).sort()).toEqual(['follower@example.kz', 'reporter@example.kz'])
})
