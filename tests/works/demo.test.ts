import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cities } from '../../src/features/city/index.ts'
import { demoNews } from '../../src/features/news/demo/demo-news.ts'
import { plantDemoNews } from '../../src/features/news/demo/plant-demo.ts'
import { aksu } from '../../src/features/works/demo/aksu.ts'
import { almaty } from '../../src/features/works/demo/almaty.ts'
import { fillWithWorks } from '../../src/features/works/demo/fill.ts'
import { oskemen } from '../../src/features/works/demo/oskemen.ts'
import { worksWhere } from '../../src/features/works/queries.ts'
import { stateOf } from '../../src/features/works/rules.ts'
import { Prisma } from '../../src/platform/db/generated/client.ts'
import { plantDemoCities } from '../../src/seed.ts'
import { file } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  await plantDemoCities(portal.deps)
  await plantSolvedPothole()
  await fill()
}, 60_000)
afterAll(() => portal?.close())

/** What the complaints of a demo leave behind: a drawing from before and one from after. */
async function plantSolvedPothole() {
  const { db } = portal.deps
  const city = (await cities(portal.deps)).find(({ slug }) => slug === 'oskemen')
  if (city === undefined) throw new Error('no city')
  const category = await db.category.findFirstOrThrow({ where: { cityId: city.id, code: 'pothole' } })
  const place = { categoryId: category.id, districtId: null, point: null }
  const { number } = await file(portal, { city, ...place })
  const { id: complaintId } = await db.complaint.findUniqueOrThrow({ where: { number } })
  const sides = { width: 1600, height: 1200, smallWidth: 400, smallHeight: 300 }
  await db.photo.createMany({
    data: ['before', 'after'].map((role, position) => ({
      ...{ id: randomUUID(), complaintId, role, position, createdAt: new Date('2026-03-01') },
      ...{ ...sides, largeKey: `${role}-large`, smallKey: `${role}-small` },
    })),
  })
}

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

it('shows potholes that are mended before and after, others that are under way before, and links contracts', async () => {
  const works = await all()
  const shown = works.filter(({ photos }) => photos.length > 0)
  const roles = (work: (typeof works)[number]) => work.photos.map(({ role }) => role).join()
  const now = portal.deps.now().epochMilliseconds
  expect(shown.length).toBeGreaterThan(1)
  for (const work of shown) {
    expect(roles(work)).toBe(stateOf(work, now) === 'done' ? 'before,after' : 'before')
  }
  expect(shown.map(roles)).toContain('before,after')
  expect(works.every(({ contractor, contractUrl }) => (contractor === '') === (contractUrl === ''))).toBe(
    true,
  )
})

it('lends its drawings to the news of the demo', async () => {
  const { deps } = portal
  const city = (await cities(deps)).find(({ slug }) => slug === 'oskemen')
  const [news] = demoNews('oskemen').filter(({ picture }) => picture !== undefined)
  if (city === undefined || news === undefined) throw new Error('no news with a picture')
  const code = news.categories[0] ?? ''
  const category = await deps.db.category.findFirstOrThrow({ where: { cityId: city.id, code } })
  await deps.db.complaint.updateMany({ where: { cityId: city.id }, data: { categoryId: category.id } })
  const { id, slug, timeZone } = city
  await plantDemoNews(deps, { id, slug, timeZone, at: deps.now().epochMilliseconds })
  const picture = await deps.db.publicationPicture.findFirstOrThrow({ where: { cityId: id } })
  expect(picture.largeKey).toBe(`${news.picture?.side}-large`)
})
