import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import request from 'supertest'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { complaintPaths, deskPaths } from '../../src/features/complaints/index.ts'
import { createCache } from '../../src/platform/cache/cache.ts'
import { connect, type Database } from '../../src/platform/db/client.ts'
import { createLog } from '../../src/platform/log.ts'
import { residentOf } from '../filing/resident.ts'
import { makeDump, packageOf } from '../open-data/dumps.ts'
import { castNow } from '../support/cast.ts'
import { crawl } from '../support/crawl.ts'
import { type ListeningPortal, openListeningPortal } from '../support/listening-portal.ts'
import { sameOrigin } from '../support/portal.ts'
import { runJobs } from '../support/run-jobs.ts'
import { signInAs } from '../support/sign-in.ts'

/** One person files with all that can be told about her; then everything that is kept or shown is searched. */

const email = 'kanareika.synaq@example.kz'
/** As a form gets it, and the digits by which it is found however it is written. */
const phone = { typed: '+7 701 555 12 34', digits: '7015551234' }
/** Stands in the words themselves, which staff may read and others may not. */
const inWords = { typed: '8 702 555 67 89', digits: '7025556789' }
const words = `Синяя канарейка сидит на яме у подъезда. Звоните ${inWords.typed}`

let portal: ListeningPortal
let nowhere: Database
let token: string
const log: string[] = []

beforeAll(async () => {
  portal = await openListeningPortal()
  nowhere = connect('postgres://nobody@127.0.0.1:1/none', { connectTimeoutMs: 300 })
  const deps = { ...portal.deps, log: createLog('production', { write: (line: string) => log.push(line) }) }
  const logged = createApp(deps)
  const person = residentOf({ ...portal, app: logged })
  const check = await person.reachCheck({ text: words, category: 'potholes' })
  const contact = { email, phone: phone.typed }
  const broken = createApp({ ...deps, db: nowhere.db, pool: nowhere.pool, cache: createCache() })
  for (const address of [check, complaintPaths.follow('ru', 'synaqqala'), '/staff/sign-in']) {
    await request(broken)
      .post(address)
      .set(sameOrigin)
      .type('form')
      .send({ ...contact, password: email })
  }
  // Whoever sends at the very moment of the first page is taken for a robot.
  portal.setNow(Temporal.Instant.from(castNow).add({ minutes: 3 }).toString())
  const sent = await person.send(check, contact)
  token = /\/mine\/([\w-]{22})\//.exec(String(sent.headers['location']))?.[1] ?? ''
  await request(logged)
    .get(complaintPaths.filed('ru', 'synaqqala', token))
    .expect(200)
  const found = await request(logged).get(
    `${complaintPaths.list('ru', 'synaqqala')}?q=${encodeURIComponent(email)}`,
  )
  expect(found.status).toBe(200)
  await runJobs(portal)
}, 120_000)
afterAll(async () => {
  await nowhere?.close()
  await portal?.close()
})

/** Of the person, what stands in a text. */
function tracesIn(text: string): string[] {
  const digits = text.replaceAll(/[\s()+-]|&nbsp;|\u00a0/g, '')
  return [
    ...(text.toLowerCase().includes(email) ? [email] : []),
    ...(digits.includes(phone.digits) ? [phone.digits] : []),
  ]
}
const tracesOrWordsIn = (text: string) => [
  ...tracesIn(text),
  ...(text.replaceAll(/[\s()+-]/g, '').includes(inWords.digits) ? [inWords.digits] : []),
]

describe('a person who has reported something', () => {
  test('was filed, and is known to whoever may know her', async () => {
    const complaint = await portal.deps.db.complaint.findFirstOrThrow()
    const executor = await signInAs(portal, 'executor@example.kz')
    const looked = await executor.post(`${deskPaths.show(complaint.number)}/contacts`).set(sameOrigin)
    const shown = looked.status === 303 ? await executor.get(String(looked.headers['location'])) : looked
    expect(tracesIn(shown.text)).toEqual([email, phone.digits])
  })

  test('stands nowhere in the clear in the database', async () => {
    const { rows: tables } = await portal.deps.pool.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`,
    )
    expect(tables.length).toBeGreaterThan(60)
    const faults: string[] = []
    for (const { name } of tables) {
      const { rows } = await portal.deps.pool.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`)
      const hex = Buffer.from(email).toString('hex')
      for (const { line } of rows) {
        const traces = [...tracesIn(line), ...(line.includes(hex) ? ['the address in hexadecimal'] : [])]
        faults.push(...traces.map((trace) => `${name}: ${trace}`))
      }
    }
    expect(faults).toEqual([])
  })

  test('stands in no log line', () => {
    expect(log.length, 'requests without a database were logged').toBeGreaterThan(1)
    const lines = log.join('')
    expect(tracesOrWordsIn(lines)).toEqual([])
    expect(lines).not.toContain(token)
    expect(lines).not.toContain('канарейка')
  })

  test('stands on no public page, feed or file', async () => {
    await makeDump(portal)
    const visited = await crawl(portal.origin, ['/ru/synaqqala', '/kk/synaqqala/open-data'], 220)
    const { resources } = await packageOf(portal)
    const files = resources.map((one) => `/open-data/${portal.cast.city.slug}/${one.path}`)
    const faults: string[] = []
    let isShown = false
    for (const address of new Set([...visited.keys(), ...files])) {
      const page = visited.get(address)
      const text = page?.html || (await (await fetch(portal.origin + address)).text())
      isShown ||= text.includes('канарейка')
      faults.push(...tracesOrWordsIn(text).map((trace) => `${address}: ${trace}`))
      if (text.includes(token)) faults.push(`${address}: the secret link`)
    }
    expect(isShown, 'the words themselves are public').toBe(true)
    expect(faults).toEqual([])
  }, 120_000)

  test('stands in no file of the portal but in the mails to her', async () => {
    const { dataDir } = portal.deps.config
    const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
    const holding: string[] = []
    for (const file of files) {
      if (tracesOrWordsIn(await readFile(file, 'latin1')).length > 0)
        holding.push(path.relative(dataDir, file))
    }
    expect(holding.filter((file) => !file.startsWith('mail/'))).toEqual([])
    expect(holding.length, 'the receipt went to her').toBeGreaterThan(0)
  })
})
