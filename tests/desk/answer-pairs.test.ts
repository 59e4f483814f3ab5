import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskPaths } from '../../src/features/complaints/paths.ts'
import { barrier } from '../support/barrier.ts'
import { brokenInvariants } from '../support/invariants.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { cookieOf, signInAs } from '../support/sign-in.ts'
import { fileOne } from './file-one.ts'

/** Two clerks of one office answer the same complaint at the same moment, each on connections of their own. */

/**
 * So many pairs wait for each other before any of them is let go: eight requests that end in the same instant, more than
 * the database of a test has connections. Many more would be told to come back later, which is another matter.
 */
const atOnce = 4

type Clerk = { email: string; name: string; staffId: number; cookie: string; agent: Agent }

let portal: ListeningPortal
let clerks: [Clerk, Clerk]

beforeAll(async () => {
  portal = await openListeningPortal()
  const { cast, deps } = portal
  await deps.db.staff.create({
    data: {
      email: 'second@example.kz',
      name: 'Marat second',
      positionKk: 'маман',
      positionRu: 'специалист',
      positionEn: 'specialist',
      createdAt: new Date('2025-01-01T00:00:00Z'),
      roles: { create: { cityId: cast.city.id, officeId: cast.offices.roads, role: 'executor' } },
    },
  })
  clerks = [await clerk('executor@example.kz'), await clerk('second@example.kz')]
})
afterAll(async () => {
  for (const { agent } of clerks ?? []) agent.destroy()
  await portal?.close()
})

async function clerk(email: string): Promise<Clerk> {
  const { id, name } = await portal.deps.db.staff.findUniqueOrThrow({ where: { email } })
  const cookie = cookieOf(await signInAs(portal, email))
  return { email, name, staffId: id, cookie, agent: new Agent({ keepAlive: true, maxSockets: atOnce }) }
}

test('of 12 pairs of answers one each is published, the other is shown both and keeps its own', () =>
  pairs(12))

test('of 500 pairs as well', { tags: ['long'] }, () => pairs(500))

async function pairs(count: number): Promise<void> {
  const { db } = portal.deps
  const filed = await fileMany(count)
  for (let first = 0; first < count; first += atOnce) {
    const wave = filed.slice(first, first + atOnce)
    const start = barrier(wave.length * 2)
    await Promise.all(wave.map((one) => answerTogether(one, start)))
  }

  const numbers = filed.map(({ number }) => number)
  const ofThese = { complaint: { number: { in: numbers } } }
  // Neither lost nor doubled: one answer and one row of it each, and the words that were not published as a draft.
  expect(await db.activity.count({ where: { kind: 'answered', ...ofThese } })).toBe(count)
  expect(await db.answer.count({ where: ofThese })).toBe(count)
  expect(await db.answerDraft.count({ where: ofThese })).toBe(count)
  expect(await db.complaint.count({ where: { number: { in: numbers }, status: 'answered' } })).toBe(count)
  expect(await brokenInvariants(portal.deps)).toEqual([])
}

type Filed = Awaited<ReturnType<typeof fileOne>>

async function fileMany(count: number): Promise<Filed[]> {
  const filed: Filed[] = []
  while (filed.length < count) {
    const more = Math.min(8, count - filed.length)
    filed.push(...(await Promise.all(Array.from({ length: more }, () => fileOne(portal)))))
  }
  return filed
}

/** One pair: one of them is published, whoever it is; the other one's page has both texts. */
async function answerTogether({ number }: Filed, start: () => Promise<void>): Promise<void> {
  const { db } = portal.deps
  const before = await db.complaint.findUniqueOrThrow({ where: { number } })
  const said = clerks.map(({ staffId }, index) => ({
    staffId,
    text: `Яму ${before.id} заделала смена номер ${index + 1}, движение открыто.`,
  }))
  const answers = await Promise.all(
    clerks.map((clerk, index) =>
      send(clerk, deskPaths.act(number, 'answer'), {
        start,
        body: { version: String(before.version), outcome: 'explained', text: said[index]?.text ?? '' },
      }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted(), number).toEqual([303, 409])
  const [winner, loser] = answers[0]?.status === 303 ? [said[0], said[1]] : [said[1], said[0]]
  const conflict = answers.find(({ status }) => status === 409)?.text ?? ''
  const section = /<section[^>]*id="conflict"[\s\S]*?<\/section>/.exec(conflict)?.[0] ?? ''
  expect(section, number).toContain(winner?.text)
  expect(section, number).toContain(loser?.text)

  const after = await db.complaint.findUniqueOrThrow({
    where: { number },
    include: { activity: { orderBy: { seq: 'asc' } }, answers: true, answerDrafts: true },
  })
  expect(after).toMatchObject({ status: 'answered', version: before.version + 1 })
  expect(after.activity.slice(before.version)).toMatchObject([
    { kind: 'answered', staffId: winner?.staffId, payload: { text: winner?.text } },
  ])
  expect(after.answers).toMatchObject([{ staffId: winner?.staffId, text: winner?.text }])
  expect(after.answerDrafts).toMatchObject([{ staffId: loser?.staffId, fields: { text: loser?.text } }])
}

type Sent = { body: Record<string, string>; start(): Promise<void> }

/** A form of which all but the last byte has arrived before the barrier opens. */
async function send({ agent, cookie }: Clerk, path: string, { body, start }: Sent) {
  const bytes = Buffer.from(new URLSearchParams(body).toString())
  const outgoing = request(new URL(path, portal.origin), {
    method: 'POST',
    agent,
    headers: {
      Cookie: cookie,
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': bytes.length,
    },
  })
  const answered = once(outgoing, 'response')
  outgoing.write(bytes.subarray(0, -1))
  const [socket] = outgoing.socket ? [outgoing.socket] : await once(outgoing, 'socket')
  if (socket.connecting) await once(socket, 'connect')
  await start()
  outgoing.end(bytes.subarray(-1))
  const [answer] = (await answered) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }
}
