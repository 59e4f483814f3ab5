import type { LocalText } from '../categories.ts'
import type { OfficeSeed } from '../city-pack.ts'

type Given = Pick<OfficeSeed, 'code' | 'kind' | 'name' | 'short'> & Partial<OfficeSeed>

/** An office of the whole city with staff of its own and nothing else known. */
export function office(given: Given): OfficeSeed {
  return {
    parent: null,
    aliases: [],
    areas: [],
    external: false,
    address: null,
    phones: [],
    email: null,
    hours: [],
    validFrom: null,
    ...given,
  }
}

/** Monday to Friday 9:00 to 18:30 with a break, as state bodies and akimats work. */
export const officeHours: OfficeSeed['hours'] = [
  { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:30', break: { from: '13:00', to: '14:30' } },
]

export const local = (kk: string, ru: string, en: string): LocalText => ({ kk, ru, en })
