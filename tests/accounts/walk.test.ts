import fc from 'fast-check'
import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPaths, addStaff, issueSetupLink } from '../../src/features/accounts/index.ts'
import { features } from '../../src/features.ts'
import { type PasskeyDevice, passkeyDevice } from '../support/passkey-device.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, castPassword, codeOf } from '../support/sign-in.ts'
import { type Known, openSignInService, type SignInService } from '../support/sign-in-service.ts'

/** No order of steps reaches a staff page without the second factor (reliability.md A4). */

/** Whom the city's service knows: a walker by the own address, who says nothing of two factors. */
const people: Record<string, Known> = {}
let service: SignInService
let portal: Portal
let staffPages: string[]
let moment = Date.parse('2026-03-11T07:00:00Z')
beforeAll(async () => {
  service = await openSignInService(people)
  portal = await openPortal({ env: service.env })
  staffPages = features
    .flatMap((feature) => feature.routes?.(portal.deps) ?? [])
    .filter(({ method, access }) => method === 'get' && typeof access === 'object' && !access.entering)
    .map(({ path }) => path.replaceAll(/:\w+/g, '1'))
})
afterAll(async () => {
  service.close()
  await portal.close()
})

const steps = [
  ...['password', 'wrong password', 'code', 'old code', 'wrong code', 'recovery', 'used recovery'],
  ...['passkey', 'replayed passkey', 'passkey of another session', 'passkey of another site'],
  ...[
    'first app',
    'first passkey',
    'password link',
    'reset link',
    'sign out',
    'make codes',
    'confirm',
    'provider',
  ],
] as const
type Step = (typeof steps)[number]

/** What a careful observer knows of one person and two browsers, the person's own and a thief's. */
type World = {
  email: string
  staffId: number
  secret: string | null
  lastCode: string
  device: PasskeyDevice | null
  lastAnswer: string
  codes: string[]
  used: string[]
  browsers: [Browser, Browser]
  /** Which of them has given a second factor that was good, since its password. */
  proved: [boolean, boolean]
}

async function newWorld(): Promise<World> {
  const email = `walker-${moment}@example.kz`
  people[email] = { email, email_verified: true, amr: ['pwd'] }
  const added = await addStaff(portal.deps, {
    ...{ email, name: 'Walker', position: { kk: 'a', ru: 'a', en: 'a' }, lang: 'en', at: moment },
    roles: [{ cityId: portal.cast.city.id, officeId: null, role: 'city_admin' }],
  })
  await request(portal.app)
    .post(accountPaths.setUp(added?.token ?? ''))
    .set(sameOrigin)
    .type('form')
    .send({ password: castPassword, repeat: castPassword })
    .expect(303)
  return {
    ...{
      email,
      staffId: added?.staffId ?? 0,
      secret: null,
      device: null,
      lastCode: '000000',
      lastAnswer: '{}',
    },
    ...{ codes: [], used: [], proved: [false, false] },
    browsers: [request.agent(portal.app), request.agent(portal.app)],
  }
}

async function take(world: World, step: Step, who: 0 | 1): Promise<void> {
  const browser = world.browsers[who]
  const post = (path: string, body: object = {}) => browser.post(path).set(sameOrigin).type('form').send(body)
  const isIn = (answer: request.Response) =>
    answer.status === 303 && !/second-factor|sign-in/.test(String(answer.headers['location']))
  const prove = async (body: object, isGood: boolean) => {
    const answer = await post(accountPaths.secondFactor(), body)
    if (isGood && isIn(answer)) world.proved[who] = true
    return answer
  }
  const challenge = async (path: string, from = browser) => {
    const { status, body } = await from.post(path).set(sameOrigin)
    return status === 200 ? (body as { challenge: string }) : { challenge: 'none' }
  }
  const hasFactor = world.secret !== null || world.device !== null

  if (step === 'password' || step === 'wrong password') {
    const password = step === 'password' ? castPassword : 'wrong wrong wrong'
    const answer = await post(accountPaths.signIn(), { email: world.email, password })
    if (answer.status === 303 && String(answer.headers['location']).includes('second-factor')) {
      world.proved[who] = false
    }
  } else if (step === 'code' || step === 'wrong code' || step === 'old code') {
    const fresh = world.secret === null ? '123456' : codeOf(portal, world.secret)
    const proof_code = { code: fresh, 'old code': world.lastCode, 'wrong code': '000000' }[step]
    if (step === 'code') world.lastCode = fresh
    await prove({ proof_code }, step === 'code' && world.secret !== null)
  } else if (step === 'recovery') {
    const code = world.codes.pop() ?? 'aaaaa-aaaaa'
    world.used.push(code)
    await prove({ proof_code: code }, hasFactor)
  } else if (step === 'used recovery') {
    await prove({ proof_code: world.used.at(-1) ?? 'aaaaa-aaaaa' }, false)
  } else if (
    step === 'passkey' ||
    step === 'passkey of another session' ||
    step === 'passkey of another site'
  ) {
    const other = step === 'passkey of another session' ? world.browsers[who === 0 ? 1 : 0] : browser
    const options = await challenge(accountPaths.secondFactorChallenge(), other)
    const device =
      step === 'passkey of another site' ? passkeyDevice('http://portal.test.evil') : world.device
    const answer = device?.get(options) ?? '{}'
    if (step === 'passkey') world.lastAnswer = answer
    await prove({ proof_passkey: answer }, step === 'passkey' && world.device !== null)
  } else if (step === 'replayed passkey') {
    await prove({ proof_passkey: world.lastAnswer }, false)
  } else if (step === 'first app') {
    const page = (await browser.get(accountPaths.firstFactor())).text ?? ''
    const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1]?.replaceAll(' ', '')
    const sealed = /name="secret" value="([\w-]+)"/.exec(page)?.[1]
    if (secret === undefined) return
    const code = codeOf(portal, secret)
    const answer = await post(accountPaths.firstApp(), { secret: sealed, code })
    if (answer.headers['location'] !== accountPaths.security({ done: 'entered' })) return
    expect(hasFactor, 'a password alone adds no second factor beside another').toBe(false)
    Object.assign(world, { secret, lastCode: code })
    world.proved[who] = true
  } else if (step === 'first passkey') {
    const device = passkeyDevice('http://portal.test')
    const options = await challenge(accountPaths.firstChallenge())
    const answer = await post(accountPaths.firstPasskey(), { passkey: device.create(options) })
    if (answer.headers['location'] !== accountPaths.security({ done: 'entered' })) return
    expect(hasFactor, 'a password alone adds no second factor beside another').toBe(false)
    world.device = device
    world.proved[who] = true
  } else if (step === 'password link' || step === 'reset link') {
    const purpose = step === 'reset link' ? 'reset' : 'password'
    const link = await issueSetupLink(portal.deps, { email: world.email, at: moment, purpose })
    const body = { password: castPassword, repeat: castPassword }
    await post(accountPaths.setUp(link?.token ?? ''), body).expect(303)
    world.proved = [false, false]
    if (purpose === 'reset') Object.assign(world, { secret: null, device: null, codes: [] })
  } else if (step === 'sign out') {
    await post(accountPaths.signOut())
    world.proved[who] = false
  } else if (step === 'make codes') {
    const page = (await post(accountPaths.recoveryCodes())).text
    const made = [...page.matchAll(/<code>([a-z0-9]{5}-[a-z0-9]{5})<\/code>/g)].map(([, code = '']) => code)
    if (made.length === 0) return
    expect(world.proved[who]).toBe(true)
    world.codes = made
  } else if (step === 'provider') {
    const begun = await browser.get(accountPaths.provider())
    const back = await service.signIn(String(begun.headers['location']), world.email)
    const { headers } = await browser.get(back)
    if (String(headers['location']).includes('second-factor')) world.proved[who] = false
  } else {
    await post(accountPaths.confirm(), { proof_code: world.lastCode })
  }
}

/** A page that opens, or even one that says that there is no such thing, was reached. */
async function reached(browser: Browser, path: string): Promise<boolean> {
  const { status, headers } = await browser.get(path)
  return status !== 303 || !/^\/staff\/(?:sign-in|second-factor)/.test(String(headers['location']))
}

test('every order of steps ends outside, but for whoever has given a second factor', {
  tags: ['long'],
  timeout: 240_000,
}, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...steps), fc.constantFrom<0 | 1>(0, 0, 0, 1)), {
        minLength: 6,
        maxLength: 16,
      }),
      async (walk) => {
        moment += 3_600_000
        portal.setNow(new Date(moment).toISOString())
        await portal.deps.pool.query('DELETE FROM rate_limit')
        const world = await newWorld()
        for (const [index, [step, who]] of walk.entries()) {
          moment += 31_000
          portal.setNow(new Date(moment).toISOString())
          // Half of all walks begin where one has to begin, so that they come far.
          await take(world, index === 0 ? 'password' : step, who)
          for (const one of [0, 1] as const) {
            const path = staffPages[(moment / 1000 + index + one) % staffPages.length] ?? ''
            const isReached = await reached(world.browsers[one], path)
            if (isReached) seen.add(step)
            expect(isReached && !world.proved[one], `${path} by ${step}`).toBe(false)
          }
        }
      },
    ),
    { numRuns: 20 },
  )
  // The walks do get in, or they would prove nothing.
  expect(seen.size).toBeGreaterThan(3)
})

test('each second factor lets its owner in, and each code counts once', async () => {
  moment += 86_400_000
  portal.setNow(new Date(moment).toISOString())
  const world = await newWorld()
  const isIn = () => reached(world.browsers[0], accountPaths.sessions())
  const go = async (step: Step) => {
    moment += 31_000
    portal.setNow(new Date(moment).toISOString())
    await take(world, step, 0)
    return isIn()
  }
  expect(await go('password')).toBe(false)
  expect(await go('first app')).toBe(true)
  expect(await go('make codes')).toBe(true)
  await go('sign out')
  expect(await go('password')).toBe(false)
  expect(await go('old code')).toBe(false)
  expect(await go('code')).toBe(true)
  await go('sign out')
  await go('password')
  expect(await go('recovery')).toBe(true)
  await go('sign out')
  await go('password')
  expect(await go('used recovery')).toBe(false)
  // A password link leaves the factor where it is; a reset takes it away, and then a new one is set up first
  await go('password link')
  await go('password')
  expect(await go('first app')).toBe(false)
  await go('reset link')
  await go('password')
  expect(await go('recovery')).toBe(false)
  expect(await go('first passkey')).toBe(true)
  await go('sign out')
  await go('password')
  expect(await go('passkey of another session')).toBe(false)
  expect(await go('passkey of another site')).toBe(false)
  expect(await go('passkey')).toBe(true)
  await go('sign out')
  await go('password')
  expect(await go('replayed passkey')).toBe(false)
  const rows = await portal.deps.db.staffLog.findMany({
    where: { staffId: world.staffId },
    orderBy: { id: 'asc' },
  })
  const kinds = rows.map(({ kind }) => kind)
  expect(kinds).toContain('second-factor-failed')
  expect(kinds.filter((kind) => kind === 'signed-in')).toHaveLength(5)
})

test('six tries in a quarter of an hour are one too many, even when the last is right', async () => {
  moment += 86_400_000
  portal.setNow(new Date(moment).toISOString())
  const world = await newWorld()
  await take(world, 'password', 0)
  await take(world, 'first app', 0)
  await take(world, 'sign out', 0)
  await take(world, 'password', 0)
  for (let attempt = 0; attempt < 5; attempt++) await take(world, 'wrong code', 0)
  moment += 31_000
  portal.setNow(new Date(moment).toISOString())
  const right = await world.browsers[0]
    .post(accountPaths.secondFactor())
    .set(sameOrigin)
    .type('form')
    .send({ proof_code: codeOf(portal, world.secret ?? '') })
  expect(right.status).toBe(429)
  expect(right.headers['retry-after']).toBeDefined()
})

test('through the service of the city: known by it, and still without the second factor nowhere', async () => {
  moment += 86_400_000
  portal.setNow(new Date(moment).toISOString())
  const world = await newWorld()
  await take(world, 'provider', 0)
  expect(await reached(world.browsers[0], accountPaths.sessions())).toBe(false)
  await take(world, 'first app', 0)
  expect(await reached(world.browsers[0], accountPaths.sessions())).toBe(true)
  await take(world, 'sign out', 0)
  await take(world, 'provider', 0)
  expect(await reached(world.browsers[0], accountPaths.sessions())).toBe(false)
  moment += 31_000
  portal.setNow(new Date(moment).toISOString())
  await take(world, 'code', 0)
  expect(await reached(world.browsers[0], accountPaths.sessions())).toBe(true)
})
