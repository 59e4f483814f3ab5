import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintPaths } from '../../src/features/complaints/index.ts'
import {
  errorsOf,
  isChosen,
  locationOf,
  plainText,
  type Resident,
  residentOf,
  typedIn,
  wordsOf,
} from '../filing/resident.ts'
import { places } from '../support/cast.ts'
import { openPortal, type Portal, sameOrigin } from '../support/portal.ts'

let portal: Portal
let aigul: Resident
beforeAll(async () => {
  portal = await openPortal()
  aigul = residentOf(portal)
  const street = { cityId: portal.cast.city.id, kind: 'avenue', nameKk: 'Жеңіс', nameRu: 'Победы' }
  await portal.deps.db.street.create({
    data: { ...street, formerNames: ['Старая'], folded: 'женис победы старая' },
  })
})
afterAll(() => portal.close())

const toWhere = async () => locationOf(await aigul.begin({ text: plainText, category: 'potholes' }))

describe('the address, without scripts', () => {
  test('the search offers streets of the list as radios, and the picked one becomes the address', async () => {
    const where = await toWhere()
    const searched = await aigul.post(where, {
      address: 'проспект старая 9',
      landmark: 'за домом',
      find: 'address',
    })
    expect(searched.headers['location']).toBe(`${where}?find=address#matches`)
    const page = await aigul.get(`${where}?find=address`)
    expect(wordsOf(page.text)).toContain('пр. Победы, 9 раньше: Старая')
    expect(typedIn(page.text, 'address')).toBe('проспект старая 9')
    expect(isChosen(page.text, 'пр. Победы, 9')).toBe(false)
    const fields = { address: 'проспект старая 9', landmark: 'за домом' }
    const check = locationOf(await aigul.post(where, { ...fields, match: 'пр. Победы, 9' }))
    expect(wordsOf((await aigul.get(check)).text)).toContain('пр. Победы, 9 за домом')
    locationOf(await aigul.post(where, { ...fields, match: '' }))
    expect(wordsOf((await aigul.get(check)).text)).toContain('проспект старая 9 за домом')
  })

  test('a street that is not on the list keeps nobody from going on', async () => {
    const where = await toWhere()
    await aigul.post(where, { address: 'Неизвестная 5', find: 'address' })
    expect(wordsOf((await aigul.get(`${where}?find=address`)).text)).toContain('такого названия нет')
    expect(locationOf(await aigul.post(where, { address: 'Неизвестная 5' }))).toMatch(/\/check$/)
  })

  test('a search for nothing, and a place that is too long, say what to do', async () => {
    const where = await toWhere()
    const empty = await aigul.post(where, { address: '', find: 'address' })
    expect(empty.status).toBe(422)
    const long = await aigul.post(where, { address: 'x', match: 'ж'.repeat(201) })
    expect(errorsOf(long.text)).toEqual(['Сократите: не больше 200 знаков'])
  })
})

describe('the district of a point', () => {
  const { lat, lon } = places.east
  const point = { lat: String(lat), lon: String(lon), accuracy: '' }

  test('is taken, said, and can be changed', async () => {
    const where = await toWhere()
    const check = locationOf(await aigul.post(where, { ...point, address: 'Абая 1' }))
    expect(wordsOf((await aigul.get(check)).text)).toContain('Восточный район Определили по точке на карте')
    const page = await aigul.get(where)
    expect(wordsOf(page.text)).toContain('По точке это: Восточный район')
    expect(isChosen(page.text, 'east')).toBe(true)
    locationOf(await aigul.post(where, { ...point, address: 'Абая 1', district: 'west' }))
    const changed = wordsOf((await aigul.get(check)).text)
    expect(changed).toContain('Западный район')
    expect(changed).not.toContain('Определили по точке')
  })

  const facts = (at: { lat: number; lon: number }, lang: 'ru' | 'kk' = 'ru') =>
    request(portal.app)
      .post(complaintPaths.pointFacts(lang, portal.cast.city.slug))
      .set(sameOrigin)
      .type('form')
      .send({ lat: String(at.lat), lon: String(at.lon) })

  test('is told to a script at once, and never kept on the way', async () => {
    const answer = await facts(places.west).expect(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toEqual({
      district: { code: 'west', text: 'По точке это: Западный район. Если неверно, выберите другой район.' },
      outside: null,
      hints: [],
    })
    await facts({ lat: 91, lon: 0 }).expect(422)
  })

  test('outside, the other city of the portal is named, or how to go on', async () => {
    const alone = await facts(places.outside).expect(200)
    expect(alone.body.district).toBeNull()
    expect(alone.body.outside).toMatchObject({ title: 'Точка за пределами города', moveTo: null })
    expect(alone.body.outside.text).toContain('eOtinish.kz')
    const { db, cache } = portal.deps
    const other = await db.city.findFirstOrThrow({ where: { id: portal.cast.otherCity.id } })
    const square = [
      [71, 51],
      [72, 51],
      [72, 52],
      [71, 52],
      [71, 51],
    ]
    const outline = { type: 'Polygon', coordinates: [square] }
    await db.city.update({
      where: { id: other.id },
      data: { profile: { ...(other.profile as object), outline } },
    })
    cache.forget('city:')
    const there = await facts(places.outside, 'kk').expect(200)
    expect(there.body.outside.moveTo).toEqual({
      city: 'basqaqala',
      label: 'Мына қалада жалғастыру: Басқақала',
    })
  })
})
