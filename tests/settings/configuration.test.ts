import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsPaths } from '../../src/features/settings/index.ts'
import { jsonLines } from '../../src/features/settings/json-lines.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'
import { type Browser, signInAs } from '../support/sign-in.ts'

const city = 'synaqqala'
let portal: Portal
let admin: Browser
beforeAll(async () => {
  portal = await openPortal()
  admin = await signInAs(portal, 'city_admin@example.kz')
})
afterAll(() => portal?.close())

type File = Record<string, Record<string, Record<string, unknown>>>

const exported = async () => (await admin.get(settingsPaths.exported(city)).expect(200)).text
const upload = (text: string) =>
  admin
    .post(settingsPaths.imported(city))
    .set(sameOrigin)
    .attach('file', Buffer.from(text), { filename: 'city.json', contentType: 'application/json' })
const apply = (configuration: string, fields: Record<string, string>) => {
  const form = admin.post(settingsPaths.imported(city)).set(sameOrigin).field('configuration', configuration)
  return Object.entries(fields).reduce((sent, [name, value]) => sent.field(name, value), form)
}
const seenIn = (html: string) => /name="seen" value="(\d+)"/.exec(html)?.[1] ?? ''

describe('the file of a whole configuration', () => {
  test('changes nothing when it comes back as it was', async () => {
    const page = await upload(await exported())
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('name="seen"')
    expect(await portal.deps.db.settingChange.count()).toBe(0)
  })

  test('is taken out with a fresh proof only, and that is written down', async () => {
    await exported()
    const written = await portal.deps.db.staffLog.findMany({
      where: { kind: 'exported' },
      orderBy: { id: 'asc' },
    })
    expect(written.at(-1)).toMatchObject({
      ...{ staffId: portal.cast.staff.city_admin, cityId: portal.cast.city.id, subject: 'configuration' },
    })
    portal.setNow('2026-03-11T07:10:01Z')
    const late = await admin.get(settingsPaths.exported(city)).expect(303)
    expect(late.headers['location']).toMatch(/^\/staff\/confirm\?next=/)
    portal.setNow('2026-03-11T07:00:00Z')
  })

  test('shows what differs, and is brought in as changes that can be taken back', async () => {
    const file: File = JSON.parse(await exported())
    file['terms'] = { ...file['terms'], termDays: 12 } as unknown as File[string]
    const roads = file['offices']?.['roads']
    file['offices'] = {
      // Named by the next one and later in the file: the order does not matter.
      bridges: { ...roads, parent: 'tunnels' },
      tunnels: { ...roads, parent: null },
      ...file['offices'],
    }
    file['routing'] = {
      ...file['routing'],
      'potholes.west': { office: 'bridges', coOffice1: 'roads', coOffice2: null, coOffice3: null },
    }
    const text = JSON.stringify(file)
    const page = await upload(text)
    expect(page.status).toBe(200)
    expect(await portal.deps.db.settingChange.count()).toBe(0)
    const seen = seenIn(page.text)
    expect((await apply(text, { seen })).status).toBe(422)
    const done = await apply(text, { seen, confirm: 'Synaqqala' })
    expect(done.headers['location']).toContain('imported=4')
    expect(JSON.parse(await exported())).toEqual(file)
    const again = await apply(text, { seen, confirm: 'Synaqqala' })
    expect(again.status).toBe(409)
    expect(await portal.deps.db.settingChange.count()).toBe(4)
  })

  test('with faults is refused as a whole, each fault with its line', async () => {
    const file: File = JSON.parse(await exported())
    const housing = file['offices']?.['housing'] ?? {}
    housing['phones'] = ['+77232000000', 'call us']
    file['roles'] = {}
    const text = JSON.stringify(file, null, 2)
    const page = await upload(text)
    expect(page.status).toBe(422)
    const line = text.split('\n').findIndex((one) => one.includes('call us')) + 1
    expect(page.text).toMatch(new RegExp(`${line}[^<]*offices\\.housing\\.phones\\.1`))
    expect(page.text).toContain('roles')
    expect((await upload('{ "format": ')).status).toBe(422)
    expect((await upload('{}')).status).toBe(422)
  })

  test('that names what is not there is refused, and nothing of it is written', async () => {
    const file: File = JSON.parse(await exported())
    const before = await portal.deps.db.settingChange.count()
    file['words'] = undefined as never
    file['moderation'] = { words: ['жаңа сөз'] } as never
    file['routing'] = { '*.*': { office: 'nobody', coOffice1: null, coOffice2: null, coOffice3: null } }
    const text = JSON.stringify(file)
    const seen = seenIn((await upload(text)).text)
    expect((await apply(text, { seen, confirm: 'Synaqqala' })).status).toBe(422)
    expect(await portal.deps.db.settingChange.count()).toBe(before)
  })

  test('finds the line of every value of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, null, 2)
        const lines = jsonLines(text)
        expect(Math.max(...lines.values())).toBeLessThanOrEqual(text.split('\n').length)
        const check = (inner: unknown, path: string) => {
          expect(lines.has(path), `${path} of ${text}`).toBe(true)
          if (typeof inner !== 'object' || inner === null) return
          for (const [name, one] of Object.entries(inner)) check(one, path === '' ? name : `${path}.${name}`)
        }
        check(value, '')
      }),
    )
  })
})

test('failed jobs are counted and put back', async () => {
  const { pool } = portal.deps
  await pool.query(
    `INSERT INTO pgboss.job (name, data, state, completed_on, retry_limit) VALUES ('complaints.notify', '{}', 'failed', now(), 0)`,
  )
  const page = await admin.get(`${settingsPaths.jobs(city)}?lang=en`).expect(200)
  expect(page.text).toContain('1 job has failed')
  const answer = await admin
    .post(settingsPaths.retryJobs(city))
    .set(sameOrigin)
    .type('form')
    .send({ queue: 'complaints.notify' })
  expect(answer.headers['location']).toContain('retried=1')
  const { rows } = await pool.query("SELECT 1 FROM pgboss.job WHERE state = 'failed'")
  expect(rows).toEqual([])
})
