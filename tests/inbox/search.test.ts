import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffMember } from '../../src/features/accounts/index.ts'
import { noFilter } from '../../src/features/complaints/inbox/filter.ts'
import { momentOf } from '../../src/features/complaints/inbox/moment.ts'
import { mainPlace, placesOf } from '../../src/features/complaints/inbox/place.ts'
import { type Asked, inboxRows } from '../../src/features/complaints/inbox/queries.ts'
import { writeDemoComplaints } from '../../src/features/demo/index.ts'
import { openStage, type Stage } from '../demo/stage.ts'

let stage: Stage
let asked: Omit<Asked, 'filter'>

beforeAll(async () => {
  stage = await openStage()
  const { deps } = stage
  const demo = await stage.demoCity('oskemen')
  await writeDemoComplaints(deps, demo, { seed: 5, count: 900, until: '2026-11-21' })
  const staff: StaffMember = {
    ...{ id: 1, name: 'Айгүл', email: 'controller@example.kz', lang: 'ru', officeLabel: '' },
    position: { kk: '', ru: '', en: '' },
    roles: [{ role: 'controller', cityId: demo.city.id, officeId: null }],
  }
  const place = mainPlace(await placesOf(deps, staff), null)
  if (place === undefined) throw new Error('no place')
  asked = { staff, moment: momentOf(deps.now(), place) }
}, 60_000)
afterAll(() => stage?.close())

const ways = [
  { view: 'open', text: 'двор' },
  { view: 'ended', text: 'снег' },
  { view: 'ended', text: 'ул', page: 2 },
  { view: 'late', text: 'мусор' },
  { view: 'ended', sort: 'category', text: 'дорог' },
] as const

test.each(ways)('words find the same by the index and by going through the view: %o', async (way) => {
  const search = { ...asked, filter: { ...noFilter, ...way } }
  const [gathered, through] = [await inboxRows(stage.deps, search), await inboxRows(stage.deps, search, 0)]
  expect(through).toEqual(gathered)
  const naive = await stage.deps.db.complaint.count({
    where: {
      open: way.view !== 'ended',
      ...(way.view === 'late' ? { dueAt: { lt: new Date(asked.moment.now) } } : {}),
      OR: [
        { text: { contains: way.text, mode: 'insensitive' } },
        { address: { contains: way.text, mode: 'insensitive' } },
      ],
    },
  })
  const before = 'page' in way ? 50 : 0
  expect(gathered.rows.length).toBe(Math.min(50, Math.max(0, naive - before)))
  expect(gathered.rows.length).toBeGreaterThan(0)
})
