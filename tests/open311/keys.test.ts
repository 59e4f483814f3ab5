import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyPaths, open311Paths } from '../../src/features/open311/index.ts'
import { errorsOf } from '../filing/resident.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'
import { keyFor, type Program, programOf, slug } from './interface.ts'

let portal: Portal
let program: Program
let admin: Browser

beforeAll(async () => {
  portal = await openPortal()
  program = programOf(portal)
  admin = await signInAs(portal, 'city_admin@example.kz')
}, 120_000)
afterAll(() => portal?.close())

const send = (path: string, fields: Record<string, string>, browser = admin) =>
  browser.post(path).set(sameOrigin).type('form').send(fields)

const fields = { name: 'Қалам көшесі', email: 'Team@Example.kz', city: slug, perHour: '60', perDay: '500' }
const secretIn = (html: string): string => /aq_[\w-]{22}/.exec(html)?.[0] ?? ''
let count = 0
const fileWith = async (secret: string, city = slug) => {
  const { lat, lon: long } = places.west
  const place = city === slug ? { lat: String(lat), long: String(long) } : { address_string: 'Абай, 1' }
  const about = { jurisdiction_id: city, service_code: 'potholes', description: `Шұңқыр ${++count}` }
  return (await program.post('/requests.json', { api_key: secret, ...about, ...place })).status
}

describe('keys on the staff page', () => {
  test('are shown once, stored as a hash, listed by their first signs, and noted in the audit', async () => {
    const made = await send(keyPaths.list(), fields).expect(200)
    expect(made.headers['cache-control']).toContain('no-store')
    const secret = secretIn(made.text)
    expect(await fileWith(secret)).toBe(200)
    const [row] = await portal.deps.db.apiKey.findMany({ where: { name: fields.name } })
    expect(row).toMatchObject({
      email: 'team@example.kz',
      perHour: 60,
      perDay: 500,
      prefix: secret.slice(0, 7),
    })
    expect(JSON.stringify(row)).not.toContain(secret)
    const { text } = await admin.get(keyPaths.list()).expect(200)
    expect(text).toContain(fields.name)
    expect(text).toContain(secret.slice(0, 7))
    expect(text).not.toContain(secret)
    const log = await portal.deps.db.staffLog.findFirstOrThrow({ where: { kind: 'api-key-made' } })
    expect(JSON.stringify(log, (_k, v) => (typeof v === 'bigint' ? '' : v))).not.toContain(secret)
  })

  test('end at once and for good when they are revoked', async () => {
    const secret = secretIn((await send(keyPaths.list(), { ...fields, name: 'To be ended' })).text)
    expect(await fileWith(secret)).toBe(200)
    const { id } = await portal.deps.db.apiKey.findFirstOrThrow({ where: { name: 'To be ended' } })
    const answer = await send(keyPaths.revoke(id), {}).expect(303)
    expect(answer.headers['location']).toBe(keyPaths.list('revoked'))
    expect(await fileWith(secret)).toBe(403)
    await send(keyPaths.revoke(id), {}).expect(404)
    expect((await admin.get(keyPaths.list('revoked'))).text).toContain('role="status"')
    expect(await portal.deps.db.staffLog.count({ where: { kind: 'api-key-revoked' } })).toBe(1)
  })

  test('are made for own cities alone; one for all by whoever administers all', async () => {
    for (const city of ['basqaqala', 'all', 'atlantis', '']) {
      const res = await send(keyPaths.list(), { ...fields, name: `For ${city}`, city }).expect(422)
      expect(errorsOf(res.text)).toHaveLength(1)
      expect(secretIn(res.text)).toBe('')
    }
    expect((await admin.get(keyPaths.list())).text).not.toContain('value="all"')
    const both = { role: 'city_admin', officeId: null, staffId: portal.cast.staff.city_admin }
    await portal.deps.db.staffRole.create({ data: { ...both, cityId: portal.cast.otherCity.id } })
    const made = await send(keyPaths.list(), { ...fields, city: 'all' }).expect(200)
    const secret = secretIn(made.text)
    expect(await fileWith(secret)).toBe(200)
    expect(await fileWith(secret, 'basqaqala')).toBe(404)
    await portal.deps.db.staffRole.deleteMany({ where: { cityId: portal.cast.otherCity.id } })
  })

  test('of other cities are not there', async () => {
    await keyFor(portal, { cityId: portal.cast.otherCity.id, name: 'A stranger' })
    const { id } = await portal.deps.db.apiKey.findFirstOrThrow({ where: { name: 'A stranger' } })
    expect((await admin.get(keyPaths.list())).text).not.toContain('A stranger')
    await send(keyPaths.revoke(id), {}).expect(404)
    await send(keyPaths.revoke('x'), {}).expect(404)
  })

  test('a bad form comes back with what was typed', async () => {
    const typed = { name: ' ', email: 'team@', city: slug, perHour: '0', perDay: '50001' }
    const res = await send(keyPaths.list(), typed).expect(422)
    expect(errorsOf(res.text)).toHaveLength(4)
    expect(res.text).toContain('value="50001"')
  })

  test('are nothing for others of the staff', async () => {
    for (const role of ['executor', 'controller', 'auditor']) {
      const other = await signInAs(portal, `${role}@example.kz`)
      await other.get(keyPaths.list()).expect(404)
      await send(keyPaths.list(), fields, other).expect(404)
    }
  })
})

test('the guide has commands that name this city, and links that are there', async () => {
  for (const lang of ['kk', 'ru', 'en'] as const) {
    const { text } = await request(portal.app).get(open311Paths.guide(lang, slug)).expect(200)
    expect(text).toContain('jurisdiction_id=synaqqala')
    expect(text).not.toContain('<script src="http')
    const links = [...text.matchAll(/href="(\/open311[^"]+)"/g)].map(([, href]) => String(href))
    expect(links).toHaveLength(4)
    for (const href of links) await request(portal.app).get(href.replaceAll('&amp;', '&')).expect(200)
  }
})
