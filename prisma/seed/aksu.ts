import { areas, mapLines, outline } from './aksu/areas.ts'
import { offices } from './aksu/offices.ts'
import { routing } from './aksu/routing.ts'
import { streets } from './aksu/streets.ts'
import type { CityPack } from './city-pack.ts'
import { nationalNumbers } from './parts/emergency-numbers.ts'
import { nationalLinks } from './parts/links.ts'
import { local } from './parts/offices.ts'
import { usualRules } from './parts/rules.ts'

/** Aksu, Pavlodar region: a town with six rural districts. Contents of a demo: its staff must check every name. */
export const aksu: CityPack = {
  slug: 'aksu',
  name: local('Ақсу', 'Аксу', 'Aksu'),
  slogan: local(
    'Ақсуды бірге абаттандырайық!',
    'Сделаем Аксу благоустроенным вместе!',
    'Let’s make Aksu a better place together!',
  ),
  centre: { lat: 52.04, lon: 76.93 },
  bounds: { west: 75.55, south: 51.55, east: 77.3, north: 52.66 },
  timeZone: 'Asia/Almaty',
  phone: { code: '71837', localDigits: 5 },
  // No desk: number and hours of 109 are not known here; staff fill them in under Settings.
  postalHint: '140100',
  brandColour: '#9A3B00',
  calendar: 'kz',
  emergencyNumbers: nationalNumbers,
  links: nationalLinks,
  rules: usualRules,
  outline,
  mapLines,
  areas,
  offices,
  routing,
  streets,
}
