import http from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leave } from '../../src/features/events/actions/leave.ts'
import { eventPaths } from '../../src/features/events/index.ts'
import { hiddenFields } from '../filing/resident.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { plantEvent, slug, ticketIn } from './plant-event.ts'

/** Many sign up in the same moment, over real connections: the places are given exactly once each. */

let portal: ListeningPortal
beforeAll(async () => {
  portal = await openListeningPortal()
})
afterAll(() => portal?.close())

/** One browser of many: it keeps a connection, opens the form, and sends it. */
function client() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (path: string, form?: Record<string, string>) =>
    new Promise<{ status: number; location: string; text: string }>((resolve, reject) => {
      const body = form === undefined ? undefined : new URLSearchParams(form).toString()
      const headers =
        body === undefined
          ? {}
          : {
              'Content-Type': 'application/x-www-form-urlencoded',
              'Content-Length': Buffer.byteLength(body),
              'Sec-Fetch-Site': 'same-origin',
            }
      const options = { agent, headers, method: body === undefined ? 'GET' : 'POST' }
      const request = http.request(portal.origin + path, options, (res) => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', (part) => {
          text += part
        })
        res.on('end', () =>
          resolve({ status: res.statusCode ?? 0, location: res.headers.location ?? '', text }),
        )
      })
      request.on('error', reject)
      request.end(body)
    })
  return { ask, close: () => agent.destroy() }
}

type Crowd = { event: number; people: number; clients: number }

/** A portal that is overloaded asks to press again in a moment, and people do. */
async function untilLetIn<One extends { status: number }>(press: () => Promise<One>): Promise<One> {
  let answer = await press()
  for (let again = 0; answer.status === 503 && again < 20; again++) {
    await wait(500)
    answer = await press()
  }
  return answer
}

/** So many people sign up through so many clients at once. Answers how each was answered. */
async function crowd({ event, people, clients }: Crowd): Promise<Map<string, number>> {
  const path = eventPaths.signUp('ru', slug, event)
  const answers = new Map<string, number>()
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const { ask, close } = client()
      while (next < people) {
        const n = next++
        const form = hiddenFields((await untilLetIn(() => ask(path))).text)
        const fields = { name: `Гость ${n}`, email: `guest${n}@example.kz`, persons: '1', consent: '1' }
        const { status, location } = await untilLetIn(() => ask(path, { ...form, ...fields }))
        const key = `${status} ${/done=(\w+)/.exec(location)?.[1] ?? location}`
        expect(ticketIn(location), `${status} for guest ${n}`).not.toBe('')
        answers.set(key, (answers.get(key) ?? 0) + 1)
      }
      close()
    }),
  )
  return answers
}

async function check({ people, places, clients }: { people: number; places: number; clients: number }) {
  const event = await plantEvent(portal, { places })
  const answers = await crowd({ event, people, clients })
  expect(Object.fromEntries(answers)).toEqual({ '303 signed': places, '303 listed': people - places })
  const rows = await portal.deps.db.eventSignUp.findMany({
    where: { eventId: event },
    orderBy: { no: 'asc' },
  })
  expect(rows.map(({ no }) => no)).toEqual(Array.from({ length: people }, (_, index) => index + 1))
  // The first in the order have the places, everybody else waits behind them
  expect(rows.slice(0, places).every(({ state }) => state === 'given')).toBe(true)
  expect(rows.slice(places).every(({ state }) => state === 'waiting')).toBe(true)
  const { taken } = await portal.deps.db.event.findUniqueOrThrow({ where: { id: event } })
  expect(taken).toBe(places)
  return event
}

describe('many at once', () => {
  test('get exactly the places there are, the others the list in order', async () => {
    await check({ people: 120, places: 30, clients: 20 })
  })

  test('leave at once, and the next in line get their places, each once', { tags: ['long'] }, async () => {
    const event = await check({ people: 40, places: 20, clients: 10 })
    const { deps } = portal
    const given = await deps.db.eventSignUp.findMany({ where: { eventId: event, state: 'given' } })
    const at = deps.now().epochMilliseconds
    const leaving = given.slice(0, 12).map(({ id }) => leave(deps, { eventId: event, signUpId: id, at }))
    expect(await Promise.all(leaving)).toEqual(leaving.map(() => true))
    const rows = await deps.db.eventSignUp.findMany({ where: { eventId: event }, orderBy: { no: 'asc' } })
    expect(rows.filter(({ state }) => state === 'given')).toHaveLength(20)
    // Those who came next are the first of the list
    const waiting = rows.filter(({ state }) => state === 'waiting').map(({ no }) => no)
    expect(waiting).toEqual(Array.from({ length: 8 }, (_, index) => 33 + index))
  })

  test('two thousand for a hundred places through fifty clients', { tags: ['long'] }, async () => {
    await check({ people: 2000, places: 100, clients: 50 })
  })
})
