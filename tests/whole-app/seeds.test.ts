import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cityPacks } from '../../prisma/seed/index.ts'
import { plantCalendar, plantCity } from '../../prisma/seed/plant-city.ts'
import { cityPaths } from '../../src/features/city/index.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { statisticsPaths } from '../../src/features/statistics/index.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let first: Map<string, string>
beforeAll(async () => {
  portal = await openPortal()
  await plantAll('2026-03-11T07:00:00Z')
  first = await contents()
}, 60_000)
afterAll(() => portal?.close())

async function plantAll(instant: string): Promise<boolean[]> {
  const { db, cache } = portal.deps
  const at = Date.parse(instant)
  await plantCalendar(db, at)
  const fresh: boolean[] = []
  for (const [position, pack] of cityPacks.entries()) {
    fresh.push(await plantCity(db, pack, { at, demo: false, position }))
  }
  cache.forget('city:')
  return fresh
}

/** A digest of all rows of every table. */
async function contents(): Promise<Map<string, string>> {
  const { pool } = portal.deps
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  const digests = new Map<string, string>()
  for (const { name } of rows) {
    const found = await pool.query<{ digest: string }>(
      `SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS digest FROM "${name}" t`,
    )
    digests.set(name, found.rows[0]?.digest ?? '')
  }
  return digests
}

describe('seeds', () => {
  test('fill the tables of a city', () => {
    const filled = ['city', 'district', 'office', 'category', 'routing_rule', 'street', 'calendar_day']
    for (const table of filled) expect(first.get(table), table).not.toMatch(/^0:/)
  })

  test('run a second time without any change', async () => {
    expect(await plantAll('2026-05-01T07:00:00Z')).toEqual(cityPacks.map(() => false))
    expect(await contents()).toEqual(first)
  })

  test('leave alone what an administrator has changed since', async () => {
    const { db } = portal.deps
    const { id } = await db.office.findFirstOrThrow({ where: { city: { slug: cityPacks[0]?.slug ?? '' } } })
    await db.office.update({ where: { id }, data: { nameKk: 'Жаңа атау' } })
    await plantAll('2026-06-01T07:00:00Z')
    expect(await db.office.findUniqueOrThrow({ where: { id } })).toMatchObject({ nameKk: 'Жаңа атау' })
  })

  test.each(
    cityPacks.map(({ slug }) => slug),
  )('make a city that works at once, and is no demonstration: %s', async (slug) => {
    for (const lang of langs) {
      const paths = [
        cityPaths.home(lang, slug),
        complaintPaths.list(lang, slug),
        complaintPaths.map(lang, slug),
        complaintPaths.new(lang, slug),
        statisticsPaths.city(lang, slug),
        statisticsPaths.offices(lang, slug),
        statisticsPaths.method(lang, slug),
      ]
      for (const path of paths) {
        const res = await request(portal.app).get(path)
        expect(res.status, path).toBe(200)
        expect(res.text, path).not.toMatch(/демо|\bdemo\b/i)
      }
    }
  })
})
