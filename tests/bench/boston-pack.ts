import { categories } from '../../prisma/seed/categories.ts'
import type { CityPack } from '../../prisma/seed/city-pack.ts'
import { local, office } from '../../prisma/seed/parts/offices.ts'
import { usualRules } from '../../prisma/seed/parts/rules.ts'

/**
 * A city far away, for imports of its open data: `npm run city -- add tests/bench/boston-pack.ts`. Its offices,
 * districts and categories come with the import; the pack holds only what a city cannot be without.
 */
const west = -71.2
const east = -70.98
const south = 42.22
const north = 42.4
const box = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south] as [number, number],
      [east, south] as [number, number],
      [east, north] as [number, number],
      [west, north] as [number, number],
      [west, south] as [number, number],
    ],
  ],
}
const same = (name: string) => local(name, name, name)

const boston: CityPack = {
  slug: 'boston',
  name: local('Бостон', 'Бостон', 'Boston'),
  slogan: local('2015 жылғы ашық деректер', 'Открытые данные за 2015 год', 'Open data of 2015'),
  centre: { lat: 42.35, lon: -71.06 },
  bounds: { west, south, east, north },
  timeZone: 'America/New_York',
  phone: { code: '617', localDigits: 7 },
  postalHint: '02201',
  brandColour: '#1A5276',
  // Without days of its own: Monday to Friday
  calendar: 'plain-week',
  emergencyNumbers: [...new Set(categories.flatMap(({ danger }) => danger))].map((code) => ({
    code: code as CityPack['emergencyNumbers'][number]['code'],
    label: local('Құтқару қызметі', 'Служба спасения', 'Emergency'),
    number: '911',
  })),
  links: [],
  rules: usualRules,
  outline: box,
  mapLines: [],
  areas: [{ code: 'city', kind: 'area', name: same('Boston'), aliases: [], shape: box }],
  offices: [
    office({
      code: 'mayor',
      kind: 'akimat',
      name: local('Мэрия', 'Мэрия', "Mayor's 24 Hour Hotline"),
      short: local('Мэрия', 'Мэрия', 'Mayor'),
    }),
  ],
  routing: [{ category: null, area: null, office: 'mayor', coOffices: [] }],
  streets: [],
}

export default boston
