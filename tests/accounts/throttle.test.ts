import type { Express } from 'express'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { accountPaths } from '../../src/features/accounts/index.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { castPassword, signInAs } from '../support/sign-in.ts'

let portal: Portal
/** Behind one reverse proxy, as a city runs it: the address of the visitor comes in a header. */
let behindProxy: Express
beforeAll(async () => {
  portal = await openPortal()
  const { deps } = portal
  behindProxy = createApp({ ...deps, config: { ...deps.config, trustProxy: 1 } })
  await signInAs(portal, victim)
  await signInAs(portal, colleague)
})
afterAll(() => portal.close())

beforeEach(async () => {
  await portal.deps.db.rateLimit.deleteMany()
})

const victim = 'executor@example.kz'
const colleague = 'head@example.kz'

const attempt = (email: string, address: string, password = 'a wrong password 1') =>
  request(behindProxy)
    .post(`${accountPaths.signIn()}?lang=en`)
    .set(sameOrigin)
    .set('X-Forwarded-For', address)
    .type('form')
    .send({ email, password })

const rightly = (email: string, address: string) => attempt(email, address, castPassword)

async function statuses(times: number, of: (round: number) => ReturnType<typeof attempt>): Promise<number[]> {
  const found: number[] = []
  for (let round = 0; round < times; round++) found.push((await of(round)).status)
  return found
}

const wrong = 422
const refused = 429
const entered = 303
const busy = 503

describe('tries from one network for one account', () => {
  test('are five, then the page says when to come again', async () => {
    expect(await statuses(6, () => attempt(victim, '203.0.113.7'))).toEqual([
      ...Array<number>(5).fill(wrong),
      refused,
    ])
    const answer = await rightly(victim, '203.0.113.7')
    expect(answer.status).toBe(refused)
    expect(answer.text).toContain('Try again in 15 minutes')
    expect(answer.text).toContain(`value="${victim}"`)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(890)
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(900)
  })

  test('are counted for addresses that nobody has, too', async () => {
    expect((await statuses(6, () => attempt('nobody@example.kz', '203.0.113.7'))).at(-1)).toBe(refused)
  })

  test('are the same account however it is typed', async () => {
    const spellings = [
      victim,
      victim.toUpperCase(),
      ` ${victim}`,
      `${victim} `,
      'Executor@example.kz',
      victim,
    ]
    expect((await statuses(6, (round) => attempt(spellings[round] ?? '', '203.0.113.7'))).at(-1)).toBe(
      refused,
    )
  })

  test('are allowed again after a quarter of an hour', async () => {
    await statuses(6, () => attempt(victim, '203.0.113.7'))
    // The limiter keeps its own clock: the end of the window is moved instead
    await portal.deps.db.rateLimit.updateMany({ data: { expire: BigInt(Date.now() - 1) } })
    expect((await rightly(victim, '203.0.113.7')).status).toBe(entered)
  })

  test('are forgotten after the right password', async () => {
    await statuses(4, () => attempt(victim, '203.0.113.7'))
    expect((await rightly(victim, '203.0.113.7')).status).toBe(entered)
    expect(await statuses(5, () => attempt(victim, '203.0.113.7'))).toEqual(Array<number>(5).fill(wrong))
  })

  test('cannot be multiplied by sending them at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(victim, '203.0.113.7')))
    expect(answers.filter(({ status }) => status === wrong)).toHaveLength(5)
    expect(answers.filter(({ status }) => status !== wrong && status !== refused && status !== busy)).toEqual(
      [],
    )
  })
})

describe('a flood', () => {
  test('from everywhere is turned away once all places are taken, and they are free again afterwards', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, round) => attempt(`nobody${round}@example.kz`, `203.0.113.${round}`)),
    )
    const turnedAway = answers.filter(({ status }) => status === busy)
    expect(turnedAway.length).toBeGreaterThan(0)
    for (const { headers } of turnedAway) expect(headers['retry-after']).toBe('60')
    expect(answers.filter(({ status }) => status === wrong).length).toBe(60 - turnedAway.length)
    const after = await Promise.all(
      Array.from({ length: 22 }, (_, round) => attempt(`other${round}@example.kz`, `198.51.100.${round}`)),
    )
    expect(after.map(({ status }) => status)).toEqual(Array<number>(22).fill(wrong))
  })

  test('from one network keeps nobody else out', async () => {
    const flood = Array.from({ length: 60 }, (_, round) =>
      attempt(`nobody${round}@example.kz`, '203.0.113.7'),
    )
    const [own, ...others] = await Promise.all([rightly(victim, '198.51.100.9'), ...flood])
    expect(own.status).toBe(entered)
    expect(others.some(({ status }) => status === busy)).toBe(true)
  })
})

describe('one network', () => {
  test.each([
    ['with changing ports', (round: number) => `203.0.113.7:${50_000 + round}`],
    [
      'as IPv4 and as IPv4 inside IPv6',
      (round: number) => (round % 2 ? '203.0.113.7' : '::ffff:203.0.113.7'),
    ],
    ['with changing addresses of one /64', (round: number) => `2001:db8:7:1:${round}::${round + 1}`],
    ['with addresses that it claims itself', (round: number) => `198.51.100.${round}, 203.0.113.7`],
  ])('%s is one', async (_name, addressOf) => {
    expect(await statuses(6, (round) => attempt(victim, addressOf(round)))).toEqual([
      ...Array<number>(5).fill(wrong),
      refused,
    ])
  })

  test('without a proxy no header is believed', async () => {
    const direct = (round: number) =>
      request(portal.app)
        .post(accountPaths.signIn())
        .set(sameOrigin)
        .set('X-Forwarded-For', `198.51.100.${round}`)
        .type('form')
        .send({ email: victim, password: 'a wrong password 1' })
    const found: number[] = []
    for (let round = 0; round < 6; round++) found.push((await direct(round)).status)
    expect(found.at(-1)).toBe(refused)
  })

  test('cannot try one password on everybody', { tags: ['long'] }, async () => {
    const found = await statuses(61, (round) => attempt(`person${round}@example.kz`, '203.0.113.7'))
    expect(found.slice(0, 60)).toEqual(Array<number>(60).fill(wrong))
    expect(found[60]).toBe(refused)
    expect((await rightly(colleague, '203.0.113.8')).status).toBe(entered)
  })
})

describe('the owner is not locked out', () => {
  test('by somebody who tries from one other network', async () => {
    await statuses(8, () => attempt(victim, '203.0.113.7'))
    expect((await rightly(victim, '198.51.100.1')).status).toBe(entered)
  })

  test('where the account has been used before, not even by a hundred networks', {
    tags: ['long'],
  }, async () => {
    expect((await rightly(victim, '198.51.100.1')).status).toBe(entered)
    // The owner's own entry counted as one of the forty
    const found = await statuses(45, (round) => attempt(victim, `203.0.113.${round}`))
    expect(found.slice(0, 39)).toEqual(Array<number>(39).fill(wrong))
    expect(found.slice(39)).toEqual(Array<number>(6).fill(refused))
    // from a new place one has to wait, at home not
    expect((await rightly(victim, '198.51.100.99')).status).toBe(refused)
    expect((await rightly(victim, '198.51.100.1')).status).toBe(entered)
    expect((await rightly(colleague, '203.0.113.50')).status).toBe(entered)
  })
})

test('nothing that is kept names a person or an address', async () => {
  await attempt(victim, '203.0.113.7')
  await rightly(colleague, '203.0.113.7')
  const rows = await portal.deps.db.rateLimit.findMany()
  expect(rows.length).toBeGreaterThanOrEqual(4)
  for (const { key } of rows) expect(key).toMatch(/^sign-in-(pair|network|account|known):[\w-]{43}$/)
})
