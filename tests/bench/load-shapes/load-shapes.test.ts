import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { file } from '../../complaints/history.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { type Generator, startGenerator } from './generator/generator-process.ts'
import { steady } from './generator/schedule.ts'
import { readLedger } from './verdict/ledger-file.ts'
import { judgeLoss } from './verdict/loss.ts'

/** What was there before belongs to nobody of the generator. */
const begun = '2026-03-11T08:00:00Z'

let portal: Portal
let server: Server
let generator: Generator
let ledger: string

beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  portal = await openPortal({ publicUrl: origin, env: { TRUST_PROXY: '1' } })
  server.on('request', portal.app)
  const { number } = await file(portal)
  portal.setNow(begun)
  ledger = path.join(portal.deps.config.dataDir, 'ledger')
  generator = await startGenerator(
    {
      ...{ origin, slug: portal.cast.city.slug, seed: 1, ledger, photoSize: 'tiny', thinking: 0 },
      ...{ numbers: [number], offices: ['roads'], searches: ['яма'], photoShare: 0.5, logins: [] },
      bounds: { west: 82.5, south: 49.9, east: 82.7, north: 50 },
    },
    'shared',
  )
}, 60_000)

afterAll(async () => {
  generator?.kill()
  server?.closeAllConnections()
  server?.close()
  await portal?.close()
})

const lookedAt = () => ({ ...portal.deps, since: new Date(begun), faultsInjected: 0 })

it('files through the real forms, and finds again whatever was acknowledged', {
  tags: ['long'],
}, async () => {
  const rates = { filing: steady(4), browse: steady(4), map: steady(2), vote: steady(1) }
  await generator.live({ name: 'self-test', seconds: 3, rates, staff: 0, slow: 3 })
  await generator.end(20_000)
  const { samples, filings } = generator.seen
  const entries = readLedger(ledger)
  const verdict = await judgeLoss(entries, lookedAt())
  expect(filings.length).toBeGreaterThan(3)
  expect(filings.map(({ outcome }) => outcome)).toEqual(filings.map(() => 'acked'))
  expect(entries.some(({ photos }) => photos.length === 2)).toBe(true)
  expect(verdict).toMatchObject({
    ...{ judgement: 'no verdict', acked: filings.length, ackedPresent: filings.length },
    ...{ ackedMissing: [], refusedPresent: [], doubled: [], unsent: [], differs: [], orphans: [] },
  })
  expect(samples.filter(({ page }) => page === 'list again').map(({ status }) => status)).toContain(304)
  expect(new Set(samples.map(({ of }) => of))).toEqual(
    new Set(['filing', 'upload', 'reading', 'map', 'vote']),
  )
})

it('names what is lost, doubled, refused but present, or not what was sent', { tags: ['long'] }, async () => {
  const entries = readLedger(ledger)
  const [lost, doubled, refused, changed] = entries
  if (!lost || !doubled || !refused || !changed) throw new Error('too few filings to tamper with')
  await tamper({ lost: lost.key, doubled: doubled.key, changed: changed.key })
  const told = entries.map((entry) => (entry === refused ? { ...entry, outcome: 'refused' as const } : entry))
  const verdict = await judgeLoss(told, lookedAt())
  expect(verdict).toMatchObject({
    judgement: 'does not hold',
    ackedMissing: [lost.number],
    doubled: [expect.stringContaining(String(doubled.number))],
    refusedPresent: [refused.number],
    unsent: ['260300000000'],
  })
  expect(verdict.differs).toEqual([`${changed.number}: the text or the address is another`])
  expect(verdict.orphans).toContain('complaint without its job: 260300000000')
  expect(verdict.reason).toMatch(/1 acknowledged but missing, 1 refused but present, 1 doubled/)
})

/** One complaint goes, one comes twice, one gets other words; by hand, past all guards. */
async function tamper({ lost, doubled, changed }: { lost: string; doubled: string; changed: string }) {
  const client = await portal.deps.pool.connect()
  const key = (hex: string) => [Buffer.from(hex, 'hex')]
  try {
    await client.query(`DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT conrelid::regclass AS child, conname FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'complaint'::regclass
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.child, one.conname); END LOOP;
    END $$`)
    await client.query('ALTER TABLE complaint DISABLE TRIGGER USER')
    await client.query('DELETE FROM complaint WHERE form_key = $1', key(lost))
    await client.query(`UPDATE complaint SET text = text || '!' WHERE form_key = $1`, key(changed))
    await client.query(
      `INSERT INTO complaint SELECT (jsonb_populate_record(c, jsonb_build_object('id', 1000000,
         'number', '260300000000', 'form_key', encode(sha256('again'), 'hex')::bytea,
         'secret_hash', encode(sha256('other'), 'hex')::bytea))).* FROM complaint c WHERE form_key = $1`,
      key(doubled),
    )
  } finally {
    client.release()
  }
}
