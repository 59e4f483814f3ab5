import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDemoComplaints } from '../../src/features/demo/index.ts'
import { openStage, type Stage } from '../demo/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const demo = await stage.demoCity('oskemen')
  await writeDemoComplaints(stage.deps, demo, { seed: 3, count: 500, until: '2026-11-21' })
}, 60_000)
afterAll(() => stage?.close())

test('the silence of an office is what a naive look at stays and activity finds', {
  tags: ['long'],
}, async () => {
  const { rows } = await stage.deps.pool.query<{ stored: Date | null; naive: Date | null }>(`
    SELECT c.silent_since AS stored,
      (SELECT y.start_at FROM custody y WHERE c.status IN ('sent', 'reopened') AND y.complaint_id = c.id
         AND y.end_kind = 'open' AND NOT EXISTS (
           SELECT 1 FROM activity a WHERE a.complaint_id = c.id AND a.actor_kind = 'staff'
             AND a.office_id = y.office_id AND a.at > y.start_at)) AS naive
    FROM complaint c`)
  expect(rows.filter(({ naive }) => naive !== null).length).toBeGreaterThan(5)
  expect(rows.filter(({ stored, naive }) => stored?.getTime() !== naive?.getTime())).toEqual([])
})
