import { areas, mapLines, outline } from './almaty/districts.ts'
import { offices } from './almaty/offices.ts'
import { routing } from './almaty/routing.ts'
import { streets } from './almaty/streets.ts'
import type { CityPack } from './city-pack.ts'
import { nationalNumbers } from './parts/emergency-numbers.ts'
import { nationalLinks } from './parts/links.ts'
import { local } from './parts/offices.ts'
import { usualRules } from './parts/rules.ts'

/** Almaty, a city of republican status with eight districts. Contents of a demo: its staff must check every name. */
export const almaty: CityPack = {
  slug: 'almaty',
  name: local('Алматы', 'Алматы', 'Almaty'),
  slogan: local(
    'Алматыны бірге жайлы қала етейік!',
    'Сделаем Алматы удобным городом вместе!',
    'Let’s make Almaty a comfortable city together!',
  ),
  centre: { lat: 43.24, lon: 76.92 },
  bounds: { west: 76.74, south: 43.03, east: 77.18, north: 43.41 },
  timeZone: 'Asia/Almaty',
  phone: { code: '727', localDigits: 7 },
  // Open Almaty: number and hours as its own materials gave them; nobody has checked whether they still hold.
  desk: {
    phones: ['1308'],
    hours: [
      { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '20:00', break: null },
      { days: [6], opens: '10:00', closes: '17:00', break: null },
    ],
    everyDay: false,
  },
  postalHint: '050000',
  brandColour: '#1D4F91',
  calendar: 'kz',
  emergencyNumbers: [
    ...nationalNumbers,
    {
      code: 'rescue_local',
      label: local('Алматы құтқару қызметі', 'Служба спасения Алматы', 'Almaty rescue service'),
      number: '109',
    },
    {
      code: 'city',
      label: local(
        'Open Almaty қоғамдық қабылдауы',
        'Общественная приёмная Open Almaty',
        'Open Almaty reception',
      ),
      number: '1308',
    },
  ],
  links: nationalLinks,
  rules: usualRules,
  outline,
  mapLines,
  areas,
  offices,
  routing,
  streets,
}
