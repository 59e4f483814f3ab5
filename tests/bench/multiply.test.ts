import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyActivity } from '../../src/features/activity/index.ts'
import { checkProjections, checkSearch, parseNumber } from '../../src/features/complaints/index.ts'
import { writeDemoComplaints } from '../../src/features/demo/index.ts'
import { openStage, type Stage } from '../demo/stage.ts'
import { multiply } from './multiply.ts'

const originals = 200
const copies = 4

let stage: Stage
let before: unknown[]

beforeAll(async () => {
  stage = await openStage()
  const demo = await stage.demoCity('oskemen')
  await writeDemoComplaints(stage.deps, demo, { seed: 7, count: originals, until: '2026-11-21' })
  before = await guards()
  await multiply(stage.deps.pool, copies)
}, 120_000)
afterAll(() => stage?.close())

/** Indexes, keys and triggers with their states. */
async function guards(): Promise<unknown[]> {
  const { rows } = await stage.deps.pool.query(`
    SELECT indexdef AS guard FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint
    UNION ALL SELECT tgrelid::regclass || tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY guard`)
  return rows
}

test('copies are complaints like others: projections, chains and the search agree with their activity', async () => {
  const { pool } = stage.deps
  expect(await checkProjections(pool)).toEqual({ checked: originals * copies, faults: [] })
  expect(await verifyActivity(pool)).toEqual([])
  expect(await checkSearch(pool)).toBe(0)
  const { rows } = await pool.query<{ number: string }>('SELECT number FROM complaint')
  expect(rows.filter(({ number }) => !parseNumber(number).ok)).toEqual([])
})

test('a copy has a place, photos and a first complaint of its own', async () => {
  const { rows } = await stage.deps.pool.query(`
    SELECT (SELECT count(DISTINCT (cx, cy))::int FROM complaint) AS points,
      (SELECT count(*)::int FROM complaint WHERE cx IS NOT NULL) AS placed,
      (SELECT count(*)::int FROM photo p WHERE NOT EXISTS (
        SELECT 1 FROM activity a WHERE a.complaint_id = p.complaint_id AND a.payload->'photos' ? p.id::text)) AS strays,
      (SELECT count(DISTINCT merged_into_id)::int FROM complaint) AS merged`)
  const [{ points, placed, strays, merged }] = rows as [
    Record<'points' | 'placed' | 'strays' | 'merged', number>,
  ]
  // Those that were merged stand where their first one stands.
  expect(points).toBeGreaterThan(placed * 0.9)
  expect(strays).toBe(0)
  expect(merged).toBeGreaterThanOrEqual(copies)
})

test('indexes, keys and triggers are as before', async () => {
  expect(await guards()).toEqual(before)
})
