import type { CityPack } from '../city-pack.ts'
import { local } from './offices.ts'

/** State services that every city's pages point to. */
export const nationalLinks: CityPack['links'] = [
  {
    label: local(
      'eOtinish: ЭЦҚ қойылған ресми жолданым',
      'eOtinish: официальное обращение с ЭЦП',
      'eOtinish: formal appeal with an e-signature',
    ),
    url: 'https://eotinish.kz',
  },
  {
    label: local(
      'eGov: мемлекеттік қызметтер порталы',
      'eGov: портал государственных услуг',
      'eGov: state services',
    ),
    url: 'https://egov.kz',
  },
  {
    label: local(
      '«Әділет» құқықтық ақпарат жүйесі',
      'Правовая система «Әділет»',
      '«Adilet» legal information system',
    ),
    url: 'https://adilet.zan.kz',
  },
]
