import { plantCalendar } from '../../prisma/seed/plant-city.ts'
import { CityProfile } from '../../src/features/city/index.ts'
import type { Role } from '../../src/features/complaints/index.ts'
import type { PrismaClient } from '../../src/platform/db/generated/client.ts'

/**
 * The people and places of the tests. One city, Synaqqala, is a square cut into two districts; its offices, few
 * categories and one staff member of each role are what most tests need. A second city is there to be a stranger in.
 */
export type Cast = {
  city: { id: number; slug: string }
  otherCity: { id: number; slug: string }
  /** West and east half of the city. */
  districts: { west: number; east: number }
  offices: { roads: number; housing: number; power: number; akimat: number }
  categories: {
    snow: number
    potholes: number
    heating: number
    lights: number
    violence: number
    other: number
  }
  staff: Record<Role, number>
}

/** When the tests happen: Wednesday, 11 March 2026, noon in Almaty. Nauryz (21 to 25 March) is near. */
export const castNow = '2026-03-11T07:00:00Z'

/** A point in each district, WGS 84. */
export const places = {
  west: { lat: 49.95, lon: 82.55 },
  east: { lat: 49.95, lon: 82.65 },
  outside: { lat: 51.1, lon: 71.4 },
} as const

export async function plantCast(db: PrismaClient): Promise<Cast> {
  await plantCalendar(db, Date.parse('2025-01-01T00:00:00Z'))
  const city = await db.city.create({ data: cityData('synaqqala', 'Сынаққала', 'Сынаккала', 'Synaqqala') })
  const otherCity = await db.city.create({
    data: cityData('basqaqala', 'Басқақала', 'Баскакала', 'Basqaqala'),
  })
  const districts = await plantDistricts(db, city.id)
  const offices = await plantOffices(db, city.id)
  const categories = await plantCategories(db, city.id)
  await plantRules(db, city.id, { districts, offices, categories })
  return {
    city: { id: city.id, slug: city.slug },
    otherCity: { id: otherCity.id, slug: otherCity.slug },
    districts,
    offices,
    categories,
    staff: await plantStaff(db, city.id, offices.roads),
  }
}

const names = (kk: string, ru: string, en: string) => ({ kk, ru, en })

function cityData(slug: string, nameKk: string, nameRu: string, nameEn: string) {
  const profile: CityProfile = CityProfile.parse({
    slogan: names('Қала бәріміздікі', 'Город для всех', 'A city for everybody'),
    centre: { lat: 49.95, lon: 82.6 },
    bounds: { south: 49.9, west: 82.5, north: 50, east: 82.7 },
    outline: square(82.5, 82.7),
    lines: [
      {
        kind: 'river',
        names: names('Ертіс', 'Иртыш', 'Irtysh'),
        coordinates: [
          [82.5, 49.97],
          [82.6, 49.955],
          [82.7, 49.97],
        ],
      },
    ],
    phone: { code: '7232', localDigits: 6 },
    emergency: [{ code: 'rescue', number: '112', label: names('Құтқару', 'Спасение', 'Rescue') }],
    links: [],
    categoryGroups: [
      { code: 'roads', names: names('Жолдар', 'Дороги', 'Roads') },
      { code: 'house', names: names('Үй', 'Дом', 'House') },
      { code: 'other', names: names('Басқа', 'Другое', 'Other') },
    ],
    forwardDays: 3,
    moderationWords: ['жабайы'],
  })
  return {
    slug,
    nameKk,
    nameRu,
    nameEn,
    timeZone: 'Asia/Almaty',
    calendar: 'kz',
    brandColour: '#006E7F',
    profile,
    openedAt: new Date('2025-01-01T00:00:00Z'),
  }
}

const square = (west: number, east: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 49.9],
      [east, 49.9],
      [east, 50],
      [west, 50],
      [west, 49.9],
    ],
  ],
})

async function plantDistricts(db: PrismaClient, cityId: number) {
  const make = async (code: string, position: number, label: string, shape: object) => {
    const [kk, ru, en] = label.split('|')
    const data = {
      cityId,
      code,
      kind: 'district',
      position,
      shape,
      nameKk: kk ?? '',
      nameRu: ru ?? '',
      nameEn: en ?? '',
    }
    return (await db.district.create({ data })).id
  }
  return {
    west: await make('west', 0, 'Батыс ауданы|Западный район|Western district', square(82.5, 82.6)),
    east: await make('east', 1, 'Шығыс ауданы|Восточный район|Eastern district', square(82.6, 82.7)),
  }
}

async function plantOffices(db: PrismaClient, cityId: number) {
  let position = 0
  const make = async (code: string, kind: string, label: string, external = false) => {
    const [kk = '', ru = '', en = ''] = label.split('|')
    const office = await db.office.create({
      data: {
        cityId,
        code,
        kind,
        external,
        nameKk: `${kk} басқармасы`,
        nameRu: `Управление: ${ru}`,
        nameEn: `Department: ${en}`,
        shortKk: kk,
        shortRu: ru,
        shortEn: en,
        aliases: [],
        contacts: { address: null, phones: ['+77232000000'], email: null, hours: [] },
        position: position++,
      },
    })
    return office.id
  }
  return {
    roads: await make('roads', 'department', 'Жолдар|Дороги|Roads'),
    housing: await make('housing', 'department', 'Тұрғын үй|Жильё|Housing'),
    power: await make('power', 'utility', 'Электр желісі|Электросети|Power grid', true),
    akimat: await make('akimat', 'akimat', 'Әкімдік|Акимат|Akimat'),
  }
}

async function plantCategories(db: PrismaClient, cityId: number) {
  let position = 0
  const make = async (code: string, groupCode: string, icon: string, label: string, more: object = {}) => {
    const [nameKk = '', nameRu = '', nameEn = ''] = label.split('|')
    const words = { keywordsKk: [nameKk.toLowerCase()], keywordsRu: [nameRu.toLowerCase()] }
    const data = {
      cityId,
      code,
      groupCode,
      icon,
      nameKk,
      nameRu,
      nameEn,
      ...words,
      danger: [],
      position: position++,
    }
    return (await db.category.create({ data: { ...data, ...more } })).id
  }
  return {
    snow: await make('snow', 'roads', 'snowflake', 'Қар|Снег|Snow', { termDays: 5 }),
    potholes: await make('potholes', 'roads', 'construction', 'Шұңқыр|Яма|Pothole', { proofPhoto: true }),
    heating: await make('heating', 'house', 'heater', 'Жылу|Отопление|Heating'),
    lights: await make('lights', 'roads', 'lightbulb', 'Жарық|Освещение|Street light'),
    violence: await make('violence', 'other', 'shield-alert', 'Зорлық|Насилие|Violence', { sensitive: true }),
    other: await make('other', 'other', 'circle-help', 'Басқа|Другое|Other'),
  }
}

/** Snow in the west is the akimat's, so that a rule of category and district exists; violence has the default only. */
async function plantRules(
  db: PrismaClient,
  cityId: number,
  { districts, offices, categories }: Pick<Cast, 'districts' | 'offices' | 'categories'>,
) {
  const rules: [number | null, number | null, number][] = [
    [categories.snow, districts.west, offices.akimat],
    [categories.snow, null, offices.roads],
    [categories.potholes, null, offices.roads],
    [categories.heating, null, offices.housing],
    [categories.lights, null, offices.power],
    [null, districts.east, offices.housing],
    [null, null, offices.akimat],
  ]
  await db.routingRule.createMany({
    data: rules.map(([categoryId, districtId, officeId]) => ({
      cityId,
      categoryId,
      districtId,
      officeId,
      coOfficeIds: [],
    })),
  })
}

/** Everybody works for the roads; roles of the whole city stand without an office. Nobody has a password yet. */
async function plantStaff(db: PrismaClient, cityId: number, roads: number): Promise<Record<Role, number>> {
  const make = async (role: Role, officeId: number | null) => {
    const staff = await db.staff.create({
      data: {
        email: `${role}@example.kz`,
        name: `Asel ${role}`,
        positionKk: 'Бас маман',
        positionRu: 'Главный специалист',
        positionEn: 'Chief specialist',
        createdAt: new Date('2025-01-01T00:00:00Z'),
        roles: { create: { cityId, officeId, role } },
      },
    })
    return staff.id
  }
  return {
    registrar: await make('registrar', null),
    executor: await make('executor', roads),
    head: await make('head', roads),
    controller: await make('controller', null),
    operator: await make('operator', null),
    auditor: await make('auditor', null),
    city_admin: await make('city_admin', null),
  }
}
