import type { CityPack } from './city-pack.ts'
import { areas, mapLines, outline } from './oskemen/areas.ts'
import { offices } from './oskemen/offices.ts'
import { routing } from './oskemen/routing.ts'
import { streets } from './oskemen/streets.ts'
import { nationalNumbers } from './parts/emergency-numbers.ts'
import { nationalLinks } from './parts/links.ts'
import { local } from './parts/offices.ts'
import { usualRules } from './parts/rules.ts'

/** Oskemen, East Kazakhstan region. Contents of a demo: the city's own staff must check every name. */
export const oskemen: CityPack = {
  slug: 'oskemen',
  name: local('Өскемен', 'Усть-Каменогорск', 'Oskemen'),
  slogan: local(
    'Өскеменді бірге таза етейік!',
    'Сделаем Усть-Каменогорск чище вместе!',
    'Let’s make Oskemen cleaner together!',
  ),
  centre: { lat: 49.95, lon: 82.62 },
  bounds: { west: 82.4, south: 49.79, east: 82.95, north: 50.05 },
  timeZone: 'Asia/Almaty',
  phone: { code: '7232', localDigits: 6 },
  // No desk: number and hours of 109 are not known here; staff fill them in under Settings.
  postalHint: '070000',
  brandColour: '#0B6B4F',
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
