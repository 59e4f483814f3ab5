import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cityPacks } from '../../prisma/seed/index.ts'
import { type FoundPlace, placePaths } from '../../src/features/places/index.ts'
import type { Lang } from '../../src/platform/i18n/texts.ts'
import { fold } from '../../src/platform/text/fold.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { addressCases } from './address-cases.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
  await plantStreets('oskemen', portal.cast.city.id)
  await plantStreets('almaty', portal.cast.otherCity.id)
  await portal.deps.db.city.update({
    where: { id: portal.cast.city.id },
    data: { nameKk: 'Өскемен', nameRu: 'Усть-Каменогорск', nameEn: 'Oskemen' },
  })
})
afterAll(() => portal.close())

async function plantStreets(slug: string, cityId: number): Promise<void> {
  const streets = cityPacks.find((pack) => pack.slug === slug)?.streets ?? []
  await portal.deps.db.street.createMany({
    data: streets.map(({ kind, kk, ru, former }) => ({
      cityId,
      kind,
      nameKk: kk,
      nameRu: ru,
      formerNames: former,
      folded: fold([kk, ru, ...former].join(' ')),
    })),
  })
}

async function search(q: string, lang: Lang = 'ru', city = portal.cast.city.slug): Promise<FoundPlace[]> {
  const answer = await request(portal.app).get(placePaths.search(lang, city)).query({ q }).expect(200)
  return (answer.body as { places: FoundPlace[] }).places
}

test.each(addressCases)('%s: %s', async (city, written, found) => {
  const slug = city === 'oskemen' ? portal.cast.city.slug : portal.cast.otherCity.slug
  const [first] = await search(written, 'ru', slug)
  expect(first?.value ?? null).toBe(found)
})

test('the answer is in the language of the page, with the former name that was asked for', async () => {
  const almaty = portal.cast.otherCity.slug
  expect((await search('фурманова 44', 'ru', almaty))[0]).toEqual({
    value: 'пр. Нурсултана Назарбаева, 44',
    hint: 'раньше: Фурманова',
    lang: 'ru',
  })
  expect((await search('фурманова 44 к2', 'kk', almaty))[0]).toEqual({
    value: 'Нұрсұлтан Назарбаев даңғылы, 44, корпус 2',
    hint: 'бұрынғы атауы: Фурманова',
    lang: 'kk',
  })
  expect((await search('Gogolya', 'en', almaty))[0]).toEqual({ value: 'Гоголь көшесі', hint: '', lang: 'kk' })
})

test('a few letters are enough, one is not, and there are never more than six', async () => {
  expect((await search('каб')).map(({ value }) => value)).toContain('ул. Кабанбай батыра')
  expect(await search('к')).toEqual([])
  expect(await search('')).toEqual([])
  const some = await search('самал', 'ru', portal.cast.otherCity.slug)
  expect(some.map(({ value }) => value)).toEqual(['мкр. Самал-1', 'мкр. Самал-2', 'мкр. Самал-3'])
  expect((await search('орбита', 'ru', portal.cast.otherCity.slug)).length).toBeLessThanOrEqual(6)
})

test('odd texts find nothing and break nothing', async () => {
  const odd = [
    '%',
    "'; DROP TABLE street; --",
    '\\',
    'ул.',
    '12/4',
    '-'.repeat(300),
    '🙂🙂',
    'а'.repeat(1500),
    '((((',
    'x\u0000y',
    `${'Абая '.repeat(60)}12`,
    ', , ,',
    'Абая - - Гоголя',
    '1 2 3 4 5 6',
    '\u202Eабая',
  ]
  for (const q of odd) expect(Array.isArray(await search(q)), q).toBe(true)
})

test('of a list of 5,000 streets the one that is meant is found by its Kazakh name', {
  tags: ['long'],
}, async () => {
  const { db } = portal.deps
  const city = await db.city.create({
    data: {
      ...(await db.city.findFirstOrThrow({ where: { id: portal.cast.city.id } })),
      id: 9999,
      slug: 'ulken',
    } as never,
  })
  const syllables = ['ба', 'жан', 'кер', 'та', 'лы', 'мұр', 'сай', 'ке', 'бек', 'ор']
  const names = Array.from({ length: 5000 }, (_, index) =>
    [...String(index).padStart(4, '0')].map((digit) => syllables[Number(digit)]).join(''),
  )
  await db.street.createMany({
    data: names.map((name) => ({
      cityId: city.id,
      kind: 'street',
      nameKk: name,
      nameRu: `${name}а`,
      formerNames: [],
      folded: fold(`${name} ${name}а`),
    })),
  })
  portal.deps.cache.forget('city:')
  for (const name of names.filter((_name, index) => index % 611 === 0)) {
    const found = await search(`${name} 12/4`, 'ru', 'ulken')
    expect(found.length).toBeLessThanOrEqual(6)
    expect(found.map(({ value }) => value).join(' ')).toContain(`${name}а`)
  }
})
