import { readdirSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { calendarDays } from '../../prisma/seed/calendar-kz.ts'
import { categories, categoryGroups, type LocalText } from '../../prisma/seed/categories.ts'
import { type CityPack, danglingCodes, type Position, parseCityPack } from '../../prisma/seed/city-pack.ts'
import { ruleFor, uncovered } from '../../prisma/seed/coverage.ts'
import { cityPacks } from '../../prisma/seed/index.ts'
import { iconNames } from '../../src/platform/look/icons.ts'

const packs = cityPacks.map((pack) => [pack.slug, pack] as const)

const packOf = (slug: string): CityPack => {
  const pack = cityPacks.find((one) => one.slug === slug)
  if (pack === undefined) throw new Error(`No pack is called ${slug}`)
  return pack
}

describe('categories', () => {
  it('are 46, each with a code of its own', () => {
    expect(categories).toHaveLength(46)
    expect(new Set(categories.map(({ code }) => code)).size).toBe(46)
  })

  it('stand in the order of frequency, transport first and "other" last', () => {
    expect(categories.slice(0, 3).map(({ code }) => code)).toEqual(['bus', 'pothole', 'water'])
    expect(categories.at(-1)?.code).toBe('other')
  })

  it('have icons that can be drawn', () => {
    const drawn = new Set(readdirSync('node_modules/lucide-static/icons'))
    for (const { icon } of categories) {
      expect(drawn).toContain(`${icon}.svg`)
      expect(iconNames).toContain(icon)
    }
  })

  it('belong to named groups, and no group is empty', () => {
    const groups = categoryGroups.map(({ code }) => code)
    expect(new Set(categories.map(({ group }) => group))).toEqual(new Set(groups))
  })

  it('have keywords in both languages, none twice', () => {
    for (const { code, keywords } of categories) {
      for (const list of [keywords.kk, keywords.ru]) {
        expect(list.length, code).toBeGreaterThanOrEqual(4)
        expect(new Set(list).size, code).toBe(list.length)
      }
      expect(keywords.kk.join(' '), code).toMatch(kazakhLetter)
    }
  })

  it('hide from the public what is personal, and warn where life is at risk', () => {
    expect(categories.filter(({ sensitive }) => sensitive).map(({ code }) => code)).toEqual([
      'safety',
      'social',
    ])
    const warned = categories.filter(({ danger }) => danger.length > 0).map(({ code }) => code)
    expect(new Set(warned)).toEqual(
      new Set(['icicles', 'manhole', 'tree', 'power', 'gas', 'lift', 'animals', 'safety']),
    )
    expect(categories.find(({ code }) => code === 'gas')?.danger).toEqual(['gas', 'rescue'])
  })

  it('state a norm only with its source', () => {
    const norms = categories.flatMap(({ code, norm }) => (norm === null ? [] : [{ code, ...norm }]))
    expect(norms.map(({ code }) => code)).toEqual(['pothole', 'waste_missed', 'snow_road', 'ice_walk'])
    for (const { source, hours } of norms) {
      expect(source).not.toBe('')
      expect(hours === null || hours > 0).toBe(true)
    }
  })
})

describe('city packs', () => {
  it('are three, with addresses and colours of their own', () => {
    expect(cityPacks.map(({ slug }) => slug)).toEqual(['oskemen', 'aksu', 'almaty'])
    expect(new Set(cityPacks.map(({ brandColour }) => brandColour)).size).toBe(3)
  })

  test.each(packs)('%s fits the schema', (_slug, pack) => {
    expect(parseCityPack(pack)).toEqual(pack)
  })

  test.each(packs)('%s leaves no category without an office, with or without an area', (_slug, pack) => {
    expect(uncovered(pack)).toEqual([])
  })

  test.each(
    packs,
  )('%s routes no complaint by an area alone or by nothing: the check would find no hole', (_slug, pack) => {
    expect(pack.routing.filter(({ category }) => category === null)).toEqual([])
  })

  test.each(
    packs,
  )('%s has its centre and areas inside the outline, and all shapes inside the bounds', (_slug, pack) => {
    const { west, south, east, north } = pack.bounds
    const outline = pack.outline.coordinates[0] ?? []
    expect(isInside([pack.centre.lon, pack.centre.lat], outline)).toBe(true)
    for (const { code, shape } of pack.areas) {
      const ring = shape.coordinates[0] ?? []
      expect(isInside(middleOf(ring), outline), code).toBe(true)
      expect(
        ring.every((point) => isInside(point, outline) || isCorner(point, outline)),
        code,
      ).toBe(true)
    }
    const points = [
      ...outline,
      ...pack.areas.flatMap(({ shape }) => shape.coordinates.flat()),
      ...pack.mapLines.flatMap(({ shape }) => shape.coordinates),
    ]
    for (const [lon, lat] of points) {
      expect(lon >= west && lon <= east && lat >= south && lat <= north, `${lon} ${lat}`).toBe(true)
    }
  })

  test.each(packs)('%s has areas that do not overlap', (_slug, pack) => {
    const { west, south, east, north } = pack.bounds
    const steps = 120
    const overlaps: string[] = []
    for (let i = 0; i < steps * steps; i++) {
      const column = (i % steps) + 0.5
      const row = Math.floor(i / steps) + 0.5
      const point: Position = [
        west + ((east - west) * column) / steps,
        south + ((north - south) * row) / steps,
      ]
      const hits = pack.areas.filter(({ shape }) => isInside(point, shape.coordinates[0] ?? []))
      if (hits.length > 1) overlaps.push(hits.map(({ code }) => code).join(' and '))
    }
    expect(overlaps).toEqual([])
  })

  test.each(packs)('%s has a colour that carries white text', (_slug, pack) => {
    expect(contrastWithWhite(pack.brandColour)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(packs)('%s gives staff of its own to the offices that do most of the work', (_slug, pack) => {
    const byOffice = Map.groupBy(pack.routing, ({ office }) => office)
    const external = new Set(pack.offices.filter((one) => one.external).map(({ code }) => code))
    const forwarded = [...byOffice].filter(([code]) => external.has(code)).flatMap(([, rules]) => rules)
    expect(forwarded.length / pack.routing.length).toBeLessThan(0.3)
  })

  test.each(packs)('%s has the streets that people name most', (_slug, pack) => {
    expect(pack.streets.length).toBeGreaterThanOrEqual(40)
  })

  it('know streets by former names', () => {
    const oskemen = packOf('oskemen').streets.find(({ former }) => former.includes('Красина'))
    expect(oskemen?.kk).toBe('Борис Александров')
    const almaty = packOf('almaty').streets.find(({ former }) => former.includes('Фурманова'))
    expect(almaty).toMatchObject({ kind: 'avenue', kk: 'Нұрсұлтан Назарбаев' })
  })
})

type RoutingCase = [
  slug: string,
  category: string,
  area: string | null,
  office: string,
  coOffices: string[],
  why: string,
]

describe('routing', () => {
  test.each<RoutingCase>([
    ['oskemen', 'dig', null, 'O-ZKH', ['O-WTR', 'O-HEA', 'O-ELE'], 'the division and the networks that dig'],
    ['oskemen', 'bus', 'zhmk', 'O-BUS', ['O-ZKH'], 'the same in every part of the city'],
    ['aksu', 'snow_road', 'ortalyq', 'K-CLN', ['K-ZKH'], 'the town'],
    ['aksu', 'snow_road', 'kalkaman', 'K-R5', [], 'the akim of the rural district'],
    ['aksu', 'water', 'kalkaman', 'K-WTR', [], 'no rule for the area, so the rule for the category'],
    ['almaty', 'dump', 'medeu', 'A-D6', ['A-ECO'], 'the akimat of the district'],
    ['almaty', 'dump', null, 'A-OPN', [], 'an unknown district: the public reception finds it'],
    ['almaty', 'manhole', 'turksib', 'A-ENE', ['A-D8'], 'the department, the akimat helps'],
    ['almaty', 'lights_tr', 'almaly', 'A-TRF', [], 'the same in every district'],
  ])('%s: %s in %s goes to %s %j: %s', (slug, category, area, office, coOffices) => {
    expect(ruleFor(packOf(slug).routing, { category, area })).toMatchObject({ office, coOffices })
  })

  it('takes the most specific rule whatever the order', () => {
    const rule = (category: string | null, area: string | null, office: string) => ({
      category,
      area,
      office,
      coOffices: [],
    })
    const all = [
      rule(null, null, 'default'),
      rule(null, 'north', 'by area'),
      rule('bus', null, 'by category'),
      rule('bus', 'north', 'by both'),
    ]
    for (const rules of [all, all.toReversed()]) {
      expect(ruleFor(rules, { category: 'bus', area: 'north' })?.office).toBe('by both')
      expect(ruleFor(rules, { category: 'bus', area: 'south' })?.office).toBe('by category')
      expect(ruleFor(rules, { category: 'tree', area: 'north' })?.office).toBe('by area')
      expect(ruleFor(rules, { category: 'tree', area: null })?.office).toBe('default')
    }
    expect(ruleFor(all.slice(2), { category: 'tree', area: null })).toBeUndefined()
  })

  it('finds a planted hole: a category, a district, an office that is gone', () => {
    const almaty = packOf('almaty')
    const withoutBus = almaty.routing.filter(({ category }) => category !== 'bus')
    expect(uncovered({ ...almaty, routing: withoutBus })).toHaveLength(1 + almaty.areas.length)

    const withoutMedeu = almaty.routing.filter(
      ({ category, area }) => category !== 'yard' || (area !== 'medeu' && area !== null),
    )
    expect(uncovered({ ...almaty, routing: withoutMedeu })).toEqual([
      { category: 'yard', area: null },
      { category: 'yard', area: 'medeu' },
    ])

    const withoutOffice = almaty.offices.filter(({ code }) => code !== 'A-LGT')
    expect(uncovered({ ...almaty, offices: withoutOffice }).map(({ category }) => category)).toContain(
      'light_st',
    )
  })

  it('finds codes that nothing defines, and codes that are there twice', () => {
    const oskemen = packOf('oskemen')
    const [first] = oskemen.routing
    if (first === undefined) throw new Error('The pack has no rules')
    const broken = {
      ...oskemen,
      routing: [...oskemen.routing, { ...first, category: 'no-such', coOffices: ['O-NO'] }],
    }
    expect(danglingCodes(broken).map(({ message }) => message)).toEqual([
      'no-such is not defined',
      'O-NO is not defined',
    ])
    expect(() => parseCityPack(broken)).toThrow(/O-NO is not defined/)
    expect(() => parseCityPack({ ...oskemen, routing: [...oskemen.routing, first] })).toThrow(
      /is there twice/,
    )
    expect(() => parseCityPack({ ...oskemen, emergencyNumbers: oskemen.emergencyNumbers.slice(1) })).toThrow(
      /rescue/,
    )
  })

  it('refuses a ring that is not closed', () => {
    const oskemen = packOf('oskemen')
    const open = { type: 'Polygon', coordinates: [oskemen.outline.coordinates[0]?.slice(1)] }
    expect(() => parseCityPack({ ...oskemen, outline: open })).toThrow(/a ring ends where it begins/)
  })
})

const kazakhLetter = /[әғқңөұүһі]/iu
const russianWord =
  /(?<!\p{L})(?:и|на|с|со|для|по|города|город|отдел|управление|департамент по|района|район|области|улица|служба|нет|посёлок)(?!\p{L})/iu

/** Kazakh and Russian are the same by nature: borrowed words and names of enterprises. */
const sameInBoth = new Set([
  ...['Полиция', 'Лифт', 'Газ', 'Алматы', 'Есентай', 'Наурыз мейрамы', 'Open Almaty, 1308'],
  ...['«Таза Өскемен»', '«Өскемен Водоканал»', '«Шығыс Жылу»', '«Өскемен-Вет»', '«Ақсу су арнасы»'],
  ...['«Жасыл-Алматы»', '«Алматы Су»', '«АлматыЭнергоСбыт»'],
])

describe('texts', () => {
  const texts = [
    ...localTexts(cityPacks),
    ...localTexts(categories),
    ...localTexts(categoryGroups),
    ...localTexts(calendarDays),
  ]

  it('are many', () => {
    expect(texts.length).toBeGreaterThan(300)
  })

  it('are Kazakh in Kazakh, not a copy of the Russian', () => {
    for (const { kk, ru } of texts) {
      if (sameInBoth.has(kk)) continue
      expect(kk).not.toBe(ru)
      expect(kk).not.toMatch(russianWord)
    }
    const share = texts.filter(({ kk }) => kazakhLetter.test(kk)).length / texts.length
    expect(share).toBeGreaterThan(0.85)
  })

  it('do not mix alphabets inside a word', () => {
    const streets = cityPacks.flatMap((pack) =>
      pack.streets.flatMap(({ kk, ru, former }) => [kk, ru, ...former]),
    )
    const words = categories.flatMap(({ keywords }) => [...keywords.kk, ...keywords.ru])
    const russian = texts.flatMap(({ kk, ru }) => [kk, ru])
    for (const text of [...streets, ...words, ...russian]) {
      for (const word of text.match(/\p{L}+/gu) ?? []) {
        expect(/\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word), word).toBe(false)
      }
    }
    expect(texts.filter(({ en }) => /\p{Script=Cyrillic}/u.test(en))).toEqual([])
  })
})

function localTexts(value: unknown): LocalText[] {
  if (typeof value !== 'object' || value === null) return []
  if (isLocalText(value)) return [value]
  return Object.values(value).flatMap(localTexts)
}

function isLocalText(value: object): value is LocalText {
  return 'kk' in value && 'ru' in value && 'en' in value && typeof value.kk === 'string'
}

function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false
  ring.forEach(([xi, yi], index) => {
    const [xj, yj] = ring.at(index - 1) ?? [xi, yi]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  })
  return inside
}

function isCorner(point: Position, ring: readonly Position[]): boolean {
  return ring.some((corner) => String(corner) === String(point))
}

/** The mean of the corners; it lies inside for shapes as simple as ours. */
function middleOf(ring: readonly Position[]): Position {
  const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
  return [mean(ring.map(([lon]) => lon)), mean(ring.map(([, lat]) => lat))]
}

/** WCAG 2.2 contrast ratio. */
function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}
