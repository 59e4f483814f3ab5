import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cityById, cityPaths } from '../../src/features/city/index.ts'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import { boxAround } from '../../src/features/works/geometry.ts'
import { concerning } from '../../src/features/works/near/match.ts'
import { workPaths } from '../../src/features/works/paths.ts'
import { touches, worksNear, worksWhere } from '../../src/features/works/queries.ts'
import { Prisma } from '../../src/platform/db/generated/client.ts'
import { fileOne } from '../desk/file-one.ts'
import { residentOf } from '../filing/resident.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { signInAs } from '../support/sign-in.ts'
import { plantStreets, publish, roadWork } from './planned.ts'

let portal: Portal
let street: { abai: number; ertis: number }
const slug = 'synaqqala'
const corner = { lat: 49.95, lon: 82.56 }

beforeAll(async () => {
  portal = await openPortal()
  street = await plantStreets(portal)
  const even = { from: 2, to: 40, side: 'even' } as const
  await publish(
    portal,
    roadWork(portal, { streets: [{ streetId: street.abai, range: even }] }),
    roadWork(portal, {
      kind: 'heat_network',
      districtId: portal.cast.districts.west,
      title: { kk: 'Құбыр ауыстыру', ru: 'Замена теплотрассы', en: '' },
      shape: {
        type: 'LineString',
        coordinates: [
          [82.55, 49.95],
          [82.57, 49.95],
        ],
      },
    }),
    roadWork(portal, {
      kind: 'water_off',
      title: { kk: 'Су болмайды', ru: 'Нет воды до вечера', en: '' },
      startsAt: Date.parse('2026-03-11T04:00:00Z'),
      endsAt: Date.parse('2026-03-11T13:00:00Z'),
      allDay: false,
      streets: [{ streetId: street.ertis, range: { from: null, to: null, side: 'all' } }],
    }),
  )
  portal.deps.cache.forget('')
})
afterAll(() => portal?.close())
beforeEach(() => {
  portal.setNow(castNow)
  portal.deps.cache.forget('works:')
})

const text = async (path: string) => (await request(portal.app).get(path).expect(200)).text

describe('works at a place', () => {
  it('are told while filing, by the address alone', async () => {
    const resident = residentOf(portal)
    const check = await resident.reachCheck({ address: 'пр. Абая, 12' })
    expect((await resident.get(check)).text).toContain('Укладка асфальта')
    const other = await residentOf(portal).reachCheck({ address: 'пр. Абая, 13' })
    expect((await resident.get(other)).text).not.toContain('Укладка асфальта')
  })

  it('are told on a complaint and at its desk, by its point', async () => {
    const near = await fileOne(portal, { point: { lat: corner.lat + 0.0005, lon: corner.lon }, address: '' })
    const far = await fileOne(portal, { point: { lat: 49.98, lon: 82.66 }, address: '' })
    expect(await text(complaintPaths.show('ru', slug, near.number))).toContain('Замена теплотрассы')
    expect(await text(complaintPaths.show('ru', slug, far.number))).not.toContain('Замена теплотрассы')
    const head = await signInAs(portal, 'head@example.kz')
    const desk = await head.get(`/staff/complaints/${near.number}`).redirects(1)
    expect(desk.text).toContain('Замена теплотрассы')
  })

  it('are found by a corner, by a former name and by what is nearly the name', async () => {
    for (const address of ['угол Абая и Иртышской', 'Иртышская', 'иртишская 5']) {
      expect(await text(workPaths.at('ru', slug, { address })), address).toContain('Нет воды до вечера')
    }
  })

  it('are said to be unknown for a street that there is not, and asked for without one', async () => {
    const unknown = await request(portal.app)
      .get(workPaths.at('ru', slug, { address: 'Зззыхскк 5' }))
      .expect(422)
    expect(unknown.text).toContain('Такой улицы нет в списке города')
    expect(unknown.text).toContain('value="Зззыхскк 5"')
    await request(portal.app)
      .get(`${workPaths.at('ru', slug)}?address=`)
      .expect(422)
    // The field stands on the list.
    await request(portal.app).get(workPaths.at('ru', slug)).expect(302, /works/)
  })
})

describe('works of a whole district', () => {
  it('are found at an address, on the list of a street and at a point of that district alone', async () => {
    const { db } = portal.deps
    const [id = 0] = await publish(
      portal,
      roadWork(portal, {
        kind: 'snow',
        title: { kk: 'Қар шығару', ru: 'Вывоз снега', en: '' },
        districtId: portal.cast.districts.west,
      }),
    )
    portal.deps.cache.forget('')
    const found = await text(workPaths.at('ru', slug, { address: 'пр. Абая, 13' }))
    expect(found).toContain('Вывоз снега')
    expect(found).toContain('Проверьте, ваш ли это район')
    expect(await text(workPaths.list('ru', slug, { street: 'Абая' }))).toContain('Вывоз снега')
    const check = await residentOf(portal).reachCheck({ address: 'ул. Иртышская, 77' })
    expect((await residentOf(portal).get(check)).text).toContain('Весь район')

    const areas = await db.district.findMany({ where: { cityId: portal.cast.city.id } })
    expect(areas.length).toBeGreaterThan(1)
    const city = await cityById(portal.deps, portal.cast.city.id)
    if (city === null) throw new Error('the city of the cast is there')
    const works = await worksWhere(portal.deps, {
      where: Prisma.sql`w.id = ${id}`,
      order: Prisma.sql`w.id`,
      limit: 1,
    })
    const at = (districtId: number | null) =>
      concerning(works, { streetIds: [], house: null, point: corner, districtId }).map(
        ({ district }) => district,
      )
    const { west, east } = portal.cast.districts
    expect([at(west), at(east), at(null)]).toEqual([['surely'], [], ['perhaps']])
    await db.work.update({ where: { id }, data: { cancelledAt: new Date() } })
  })

  it('does not hide what is near behind many works of other houses of the same street', async () => {
    const { db, now } = portal.deps
    const range = (house: number) => ({ from: house, to: house, side: 'all' as const })
    const many = Array.from({ length: 40 }, (_, index) =>
      roadWork(portal, {
        title: { kk: '', ru: `Двор ${index}`, en: '' },
        streets: [{ streetId: street.ertis, range: range(index + 100) }],
      }),
    )
    const ids = await publish(portal, ...many)
    const html = await text(workPaths.at('ru', slug, { address: 'Иртышская, 139' }))
    expect(html).toContain('Двор 39')
    await db.work.updateMany({
      where: { id: { in: ids } },
      data: { cancelledAt: new Date(now().epochMilliseconds) },
    })
  })
})

describe('what is off', () => {
  it('stands over all pages and on the first one while it is off, and no longer', async () => {
    const home = await text(cityPaths.home('ru', slug))
    expect(home).toContain('Нет воды до вечера. ул. Иртышская')
    expect(home).toContain('Отключения сегодня')
    expect(await text(cityPaths.home('ru', 'basqaqala'))).not.toContain('Нет воды до вечера')
    portal.setNow('2026-03-11T13:30:00Z')
    expect(await text(complaintPaths.list('ru', slug))).not.toContain('Нет воды до вечера')
    portal.deps.cache.forget('')
    expect(await text(cityPaths.home('ru', slug))).not.toContain('Отключения сегодня')
  })
})

describe('the line about one outage', () => {
  it('names its district as the city names it now', async () => {
    const { db, cache } = portal.deps
    const id = portal.cast.districts.east
    const { nameRu } = await db.district.findUniqueOrThrow({ where: { id } })
    const where = { id: await outageIn(id) }
    portal.setNow('2026-03-16T06:00:00Z')
    expect(await text(complaintPaths.list('ru', slug))).toContain(`Нет света. ${nameRu}`)
    await db.district.update({ where: { id }, data: { nameRu: 'Зайсан' } })
    cache.forget('city:')
    expect(await text(complaintPaths.list('ru', slug))).toContain('Нет света. Зайсан')
    await db.district.update({ where: { id }, data: { nameRu } })
    cache.forget('city:')
    await db.work.update({ where, data: { cancelledAt: new Date() } })
  })

  async function outageIn(districtId: number): Promise<number> {
    const [id = 0] = await publish(
      portal,
      roadWork(portal, {
        kind: 'power_off',
        districtId,
        title: { kk: '', ru: 'Нет света', en: '' },
        startsAt: Date.parse('2026-03-16T04:00:00Z'),
        endsAt: Date.parse('2026-03-16T13:00:00Z'),
        allDay: false,
        streets: [],
      }),
    )
    return id
  }
})

describe('the list', () => {
  it.each([
    [{ kind: 'outages' }, 'Нет воды до вечера', 'Укладка асфальта'],
    [{ kind: 'plans' }, 'Укладка асфальта', 'Нет воды до вечера'],
    [{ state: 'underway' }, 'Нет воды до вечера', 'Укладка асфальта'],
    [{ street: 'Абая' }, 'Укладка асфальта', 'Нет воды до вечера'],
    [{ district: 'west' }, 'Замена теплотрассы', 'Нет воды до вечера'],
    [{ from: '2026-03-13' }, 'Укладка асфальта', 'Нет воды до вечера'],
  ])('%o has what fits and not the rest', async (filter, there, notThere) => {
    const html = (await text(workPaths.list('ru', slug, filter))).replace(
      /<aside class="banner"[\s\S]*?<\/aside>/,
      '',
    )
    expect(html).toContain(there)
    expect(html).not.toContain(notThere)
  })

  it('says which condition is in the way, and which part of the address means nothing', async () => {
    const html = await text(workPaths.list('ru', slug, { kind: 'road', state: 'underway', district: 'moon' }))
    expect(html).toContain('не учтены: Район')
    expect(html).toContain('Убрать: Ремонт дорог')
    expect(html).toContain('Убрать: Идут сейчас')
  })
})

describe('the search of the portal', () => {
  it('finds works by their words and by their streets, and tells one from none', async () => {
    for (const q of ['укладка асфальта', 'асфальт Абая', 'жолға төсеу']) {
      const html = await text(`/ru/${slug}/search?q=${encodeURIComponent(q)}&in=works`)
      expect(html, q).toMatch(/href="\/ru\/synaqqala\/works\/\d+"/)
    }
    const none = await text(`/ru/${slug}/search?q=${encodeURIComponent('бассейн')}&in=works`)
    expect(none).not.toContain('Укладка асфальта')
  })
})

describe('the index of boxes', () => {
  it('finds what is near among thousands without reading them', async () => {
    const { pool, db } = portal.deps
    await pool.query(
      `INSERT INTO work (city_id, office_id, kind, starts_at, ends_at, all_day, west, south, east, north,
         published_at, created_at, updated_at)
       SELECT $1, $2, 'road', '2026-03-12', '2026-04-12', true, x, y, x + 0.001, y + 0.001, now(), now(), now()
       FROM generate_series(1, 5000) AS n,
         LATERAL (SELECT 82.5 + (n % 200) * 0.001 AS x, 49.9 + (n / 200) * 0.004 AS y) AS place`,
      [portal.cast.otherCity.id, portal.cast.offices.roads],
    )
    await pool.query('ANALYZE work')
    const asked = Prisma.sql`EXPLAIN SELECT w.id FROM work w WHERE ${touches(boxAround(corner, 150))}`
    const plan = await db.$queryRaw<{ 'QUERY PLAN': string }[]>(asked)
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('work_box_idx')
    const found = await worksNear(portal.deps, {
      ...{ cityId: portal.cast.city.id, streetIds: [], house: null },
      now: portal.deps.now().epochMilliseconds,
      box: boxAround(corner, 150),
    })
    expect(found.map(({ title }) => title.ru)).toEqual(['Замена теплотрассы'])
  })

  it('is used beside the index of streets for an address', async () => {
    const { db } = portal.deps
    const where = Prisma.sql`(w.id IN (SELECT s.work_id FROM work_street s WHERE s.street_id = ${street.abai}) OR ${touches(boxAround(corner, 150))})`
    const plan = await db.$queryRaw<
      { 'QUERY PLAN': string }[]
    >`EXPLAIN SELECT w.id FROM work w WHERE ${where}`
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('SubPlan')
  })
})
