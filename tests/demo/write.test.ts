import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyActivity } from '../../src/features/activity/index.ts'
import { checkProjections } from '../../src/features/complaints/index.ts'
import { type DemoRun, writeDemoComplaints } from '../../src/features/demo/index.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { openStage, type Stage } from './stage.ts'

/** Two batches and a bit. */
const run: DemoRun = { seed: 7, count: 250, until: '2026-11-21' }
const batchSize = 100

let first: Stage
let second: Stage

beforeAll(async () => {
  ;[first, second] = await Promise.all([openStage(), openStage()])
})
afterAll(async () => {
  await Promise.all([first.close(), second.close()])
})

/** Everything that does not depend on the ids of a database. */
async function digest({ pool }: Deps): Promise<string> {
  const { rows } = await pool.query(`
    SELECT c.number, c.text, c.address, c.landmark, c.lat, c.lon, c.status, c.outcome, c.verdict, c.received_at,
      c.due_at, k.code AS category, d.code AS district, o.code AS office, m.number AS merged_into,
      (SELECT json_agg(json_build_array(a.kind, a.at, a.actor_kind, s.email) ORDER BY a.seq)
        FROM activity a LEFT JOIN staff s ON s.id = a.staff_id WHERE a.complaint_id = c.id) AS life,
      (SELECT json_agg(json_build_array(w.no, w.text, w.lang, w.outcome) ORDER BY w.no)
        FROM answer w WHERE w.complaint_id = c.id) AS answers,
      (SELECT json_agg(json_build_array(p.id, p.role, p.answer_no) ORDER BY p.position)
        FROM photo p WHERE p.complaint_id = c.id) AS photos
    FROM complaint c LEFT JOIN category k ON k.id = c.category_id LEFT JOIN district d ON d.id = c.district_id
      LEFT JOIN office o ON o.id = c.office_id LEFT JOIN complaint m ON m.id = c.merged_into_id
    WHERE c.external_id LIKE '7.%' ORDER BY c.number`)
  expect(rows).toHaveLength(run.count)
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

test('the same in another database, in one sitting or after being cut off', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const aksu = await first.demoCity('aksu')
  expect(await writeDemoComplaints(first.deps, aksu, run, { batchSize })).toBe(run.count)

  // Another city and other complaints came first here, so that no id is the same.
  const oskemen = await second.demoCity('oskemen')
  await writeDemoComplaints(second.deps, oskemen, { seed: 8, count: 30, until: run.until })
  const again = await second.demoCity('aksu')
  const onProgress = (written: number) => {
    if (written > 100) throw new Error('the lights went out')
  }
  await expect(writeDemoComplaints(second.deps, again, run, { batchSize, onProgress })).rejects.toThrow(
    'the lights',
  )
  // The batch that was being written then is there: it is all or nothing.
  expect(await writeDemoComplaints(second.deps, again, run, { batchSize })).toBe(50)

  expect(await digest(second.deps)).toBe(await digest(first.deps))
  expect(await writeDemoComplaints(second.deps, again, run)).toBe(0)
})

test('numbers that others hold are drawn anew', { tags: ['long'], timeout: 60_000 }, async () => {
  const almaty = await first.demoCity('almaty')
  const small: DemoRun = { seed: 9, count: 40, until: run.until }
  await writeDemoComplaints(first.deps, almaty, small)
  const numbers = await numbersOf(first.deps, '9.40.')
  // The numbers of a city are drawn from its name, the seed, the count and the day: hold one of them back.
  const taken = await second.demoCity('almaty')
  const [held = ''] = numbers
  await second.deps.db.complaint.updateMany({
    where: { number: (await numbersOf(second.deps, '8.30.'))[0] ?? '' },
    data: { number: held },
  })
  expect(await writeDemoComplaints(second.deps, taken, small)).toBe(40)
  const others = await numbersOf(second.deps, '9.40.')
  expect(others.slice(1)).toEqual(numbers.slice(1))
  expect(others[0]).not.toBe(held)
  expect(others[0]?.slice(0, 4)).toBe(held.slice(0, 4))
})

test('what is written is what its history says', async () => {
  expect((await checkProjections(first.deps.pool)).faults).toEqual([])
  expect(await verifyActivity(first.deps.pool)).toEqual([])
}, 60_000)

async function numbersOf({ db }: Deps, startsWith: string): Promise<string[]> {
  const found = await db.complaint.findMany({
    where: { externalId: { startsWith } },
    orderBy: { id: 'asc' },
    select: { number: true },
  })
  return found.map(({ number }) => number)
}
