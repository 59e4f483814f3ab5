import { afterAll, beforeAll, expect, it } from 'vitest'
import { cities } from '../../src/features/city/index.ts'
import { aksu } from '../../src/features/works/demo/aksu.ts'
import { almaty } from '../../src/features/works/demo/almaty.ts'
import { fillWithWorks } from '../../src/features/works/demo/fill.ts'
import { oskemen } from '../../src/features/works/demo/oskemen.ts'
import { worksWhere } from '../../src/features/works/queries.ts'
import { stateOf } from '../../src/features/works/rules.ts'
import { Prisma } from '../../src/platform/db/generated/client.ts'
import { plantDemoCities } from '../../src/seed.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  await plantDemoCities(portal.deps)
  await fill()
}, 60_000)
afterAll(() => portal?.close())

async function fill() {
  const at = portal.deps.now().epochMilliseconds
  for (const { id, slug, timeZone } of await cities(portal.deps)) {
    await fillWithWorks(portal.deps, { id, slug, timeZone, at })
  }
}
const all = () => worksWhere(portal.deps, { where: Prisma.sql`true`, order: Prisma.sql`w.id`, limit: 100 })

it('finds every office and street of the three plans', async () => {
  const works = await all()
  expect(works).toHaveLength(oskemen.length + aksu.length + almaty.length)
  const planned = [...oskemen, ...aksu, ...almaty]
  const streets = (parts: readonly { streets: readonly unknown[] }[]) =>
    parts.reduce((sum, part) => sum + part.streets.length, 0)
  expect(streets(works)).toBe(streets(planned))
})

it('has something of each state in each city, something that is off now, and dates that moved', async () => {
  const works = await all()
  const now = portal.deps.now().epochMilliseconds
  for (const slug of ['oskemen', 'aksu', 'almaty']) {
    const city = (await cities(portal.deps)).find((one) => one.slug === slug)
    const own = works.filter(({ cityId }) => cityId === city?.id)
    const states = new Set(own.map((work) => stateOf(work, now)))
    expect([...states].toSorted(), slug).toEqual(['cancelled', 'done', 'planned', 'underway'])
    expect(
      own.some((work) => work.kind === 'water_off' && stateOf(work, now) === 'underway'),
      slug,
    ).toBe(true)
    expect(
      own.some(({ moveCount }) => moveCount === 2),
      slug,
    ).toBe(true)
  }
})

it('keeps versions and events in step', async () => {
  const rows = await portal.deps.db.work.findMany({ include: { events: true } })
  for (const { version, events, moveCount } of rows) {
    expect(events).toHaveLength(version)
    expect(events.filter(({ kind }) => kind === 'moved')).toHaveLength(moveCount)
  }
})

it('changes nothing the second time, also on another day', async () => {
  const before = await portal.deps.db.work.findMany({ orderBy: { id: 'asc' } })
  portal.setNow('2026-03-15T07:00:00Z')
  await fill()
  expect(await portal.deps.db.work.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
})
