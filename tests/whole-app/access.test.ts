import { randomBytes, randomUUID } from 'node:crypto'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths, formatNumber } from '../../src/features/complaints/index.ts'
import { confirmFollower } from '../../src/features/following/followers.ts'
import { beginRequest } from '../../src/features/following/requests.ts'
import { operatorPaths } from '../../src/features/operator/index.ts'
import { features } from '../../src/features.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { signUnsubscribe } from '../../src/platform/mail/mail-links.ts'
import { fileOne } from '../desk/file-one.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { accessTable, persons } from './access-table.ts'

let portal: Portal
let routes: Route[]
const browsers = new Map<string, Browser>()
let places: Record<string, string>

beforeAll(async () => {
  portal = await openPortal()
  routes = features.flatMap((feature) => feature.routes?.(portal.deps) ?? [])
  await addStaff('stranger-office@example.kz', 'executor', portal.cast.city.id, portal.cast.offices.housing)
  await addStaff('stranger-admin@example.kz', 'city_admin', portal.cast.otherCity.id, null)
  const accounts: Record<string, string> = {
    executor: 'executor@example.kz',
    otherOffice: 'stranger-office@example.kz',
    admin: 'city_admin@example.kz',
    otherCity: 'stranger-admin@example.kz',
  }
  for (const [person, email] of Object.entries(accounts)) browsers.set(person, await signInAs(portal, email))
  places = await fillPlaces()
})
afterAll(() => portal.close())

async function addStaff(email: string, role: string, cityId: number, officeId: number | null) {
  await portal.deps.db.staff.create({
    data: {
      email,
      name: email,
      positionKk: 'маман',
      positionRu: 'специалист',
      positionEn: 'specialist',
      createdAt: new Date('2025-01-01T00:00:00Z'),
      roles: { create: { cityId, officeId, role } },
    },
  })
}

/** The token of a draft that was begun on the home page. */
async function beginDraft(): Promise<string> {
  const sent = await request(portal.app)
    .post(complaintPaths.new('ru', portal.cast.city.slug))
    .set(sameOrigin)
    .type('form')
    .send({ text: 'Во дворе третий день не вывозят мусор', category: 'other' })
    .expect(303)
  return /\/new\/([^/]+)\//.exec(String(sent.headers['location']))?.[1] ?? ''
}

/** A complaint with a photo, and what its addresses are made of. */
async function fillPlaces(): Promise<Record<string, string>> {
  const { db, files } = portal.deps
  const formToken = randomBytes(16).toString('base64url')
  const filed = await fileOne(portal, { formToken })
  const complaint = await db.complaint.findUniqueOrThrow({ where: { number: filed.number } })
  const { key } = await files.put(Buffer.from('not really a picture'))
  const id = randomUUID()
  const sides = { width: 4, height: 3, smallWidth: 4, smallHeight: 3 }
  await db.photo.create({
    data: {
      id,
      complaintId: complaint.id,
      role: 'before',
      largeKey: key,
      smallKey: key,
      ...sides,
      createdAt: new Date('2026-03-11T07:00:00Z'),
    },
  })
  const scan = randomUUID()
  await db.letterScan.create({
    data: {
      ...{ id: scan, complaintId: complaint.id, fileKey: key, bytes: 20 },
      createdAt: new Date('2026-03-11T07:00:00Z'),
    },
  })
  return {
    scan,
    lang: 'ru',
    city: portal.cast.city.slug,
    number: formatNumber(filed.number),
    file: `${portal.cast.city.slug}-0.css`,
    draft: await beginDraft(),
    token: filed.secretToken,
    id,
    photo: id,
    size: 'small',
    code: 'roads',
    step: 'what',
    part: 'pages',
    ...(await fillFollowing()),
    ...(await fillSettings()),
    ...(await fillOperator()),
    position: '0',
    person: String(portal.cast.staff.operator),
  }
}

/** One thing of each kind that an administrator sets, a change of one, and a change that waits. */
async function fillSettings(): Promise<Record<string, string>> {
  const { deps, cast } = portal
  const by = { cityId: cast.city.id, staffId: cast.staff.city_admin, kind: 'notice', key: 'gone' }
  const at = new Date('2026-03-11T07:00:00Z')
  const words = { textKk: 'Жылу', textRu: 'Тепло', textEn: 'Heat' }
  const days = { startsOn: at, endsOn: at }
  const notice = { cityId: cast.city.id, code: 'heating', place: 'strip', tone: 'info', ...words, ...days }
  await deps.db.cityNotice.create({ data: notice })
  const after = {
    text: { kk: 'Жылу', ru: 'Тепло', en: 'Heat' },
    ...{ place: 'strip', tone: 'info', link: null, startsOn: '2026-03-11', endsOn: '2026-03-11' },
  }
  const change = await deps.db.settingChange.create({
    data: { ...by, version: 1, at, takesEffectOn: at, after },
  })
  const planned = await deps.db.plannedChange.create({
    data: { ...by, plannedAt: at, takesEffectOn: at, after },
  })
  return {
    ...{ office: 'roads', category: 'snow', rule: 'snow.*', day: '2026-03-24', notice: 'heating' },
    ...{ change: String(change.id), planned: String(planned.id) },
  }
}

/** Somebody who follows the city, a code that is awaited, a link to "my reports", and a link that ends mails. */
async function fillFollowing(): Promise<Record<string, string>> {
  const { deps, cast } = portal
  const place = { cityId: cast.city.id, lang: 'ru', email: 'follower@example.kz' } as const
  const about = { filter: {}, circle: null }
  const act = { kind: 'subscribe', about, cadence: 'daily' } as const
  const waiting = await beginRequest(deps, { ...place, act })
  const link = await beginRequest(deps, { ...place, act: { kind: 'mine' } })
  const follower = await inTransaction(deps.db, (tx) =>
    confirmFollower(tx, deps, { email: place.email, lang: 'ru', at: deps.now().epochMilliseconds }),
  )
  return {
    request: waiting.token,
    link: link.token,
    follower: follower.token,
    signed: signUnsubscribe(deps.keys, { kind: 'f', id: 4711 }),
  }
}

/** A conversation of the administrator, and somebody who is to be called back. */
async function fillOperator(): Promise<Record<string, string>> {
  const { db } = portal.deps
  const words = { channel: 'phone', caller: '87051234567', text: 'Во дворе нет света' }
  const call = { callDay: '2026-03-12', callTime: '10:00', callWhy: 'Сказать, когда починят' }
  await browsers
    .get('admin')
    ?.post(operatorPaths.desk(portal.cast.city.slug))
    .set(sameOrigin)
    .type('form')
    .send({ ...words, ...call, act: 'callBack' })
    .expect(303)
  const [talk, callBack] = await Promise.all([
    db.operatorTalk.findFirstOrThrow(),
    db.callBack.findFirstOrThrow(),
  ])
  return { talk: talk.id, callBack: callBack.id }
}

/** The address of a route about the things of `fillPlaces`. A token is that of a draft or of a secret link. */
function pathOf(route: Route): string {
  const isDraft = route.path.includes('/complaints/new/')
  return route.path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    return places[name === 'token' && isDraft ? 'draft' : name] ?? `no-${name}`
  })
}

async function statusFor(person: string, route: Route): Promise<number> {
  const agent = browsers.get(person) ?? request.agent(portal.app)
  const sending =
    route.method === 'get'
      ? agent.get(pathOf(route))
      : agent.post(pathOf(route)).set(sameOrigin).type('form').send({})
  return (await sending).status
}

const nameOf = (route: Route) => `${route.method} ${route.path}`
// Signing out would make a stranger of whoever comes after, withdrawing ends the complaint.
// Stopping everything forgets the follower.
const isLast = (name: string) => /sign-out|sessions\/end|post .*withdraw|post .*\/stop/.test(name)

describe('who gets in where', () => {
  test('every route stands in the table, and the table names no other', () => {
    expect(Object.keys(accessTable).sort()).toEqual(routes.map(nameOf).sort())
  })

  test('every route answers each person as the table says', async () => {
    const found: Record<string, string> = {}
    const ordered = routes.toSorted((a, b) => Number(isLast(nameOf(a))) - Number(isLast(nameOf(b))))
    for (const route of ordered) {
      const statuses: number[] = []
      for (const person of persons) statuses.push(await statusFor(person, route))
      found[nameOf(route)] = statuses.join(' ')
    }
    expect(found).toEqual(accessTable)
  }, 120_000)

  test('no write goes through from another site, with a foreign origin, or with neither', async () => {
    for (const route of routes.filter(({ method }) => method === 'post')) {
      const path = pathOf(route)
      const agent = browsers.get('admin') ?? request.agent(portal.app)
      // Mail servers post there by themselves; what that does is tried in tests/following.
      if (route.path.endsWith('/unsubscribe/:signed')) continue
      await agent.post(path).set('Sec-Fetch-Site', 'cross-site').expect(403)
      await agent.post(path).set('Origin', 'https://evil.example').expect(403)
      await agent.post(path).expect(403)
    }
  })

  test('personal and staff pages are kept by nobody, public pages set no cookie', async () => {
    for (const route of routes.filter(({ method }) => method === 'get')) {
      const res = await request(portal.app).get(pathOf(route))
      if (route.access === 'public') expect(res.headers['set-cookie'], nameOf(route)).toBeUndefined()
      else if (route.access !== 'machine') {
        expect(res.headers['cache-control'], nameOf(route)).toContain('no-store')
      }
    }
  })
})
