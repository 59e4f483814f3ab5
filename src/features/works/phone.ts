import type { City } from '../city/index.ts'
import { normalisePhone } from '../complaints/index.ts'

/** A number of an office: a short one of the city, such as 109, or a full one in E.164; null for anything else. */
export function readPhone(typed: string, city: Pick<City, 'profile'>): string | null {
  const bare = typed.replaceAll(/[\s()-]/g, '')
  return /^\d{3,4}$/.test(bare) ? bare : normalisePhone(typed, city.profile.phone)
}

/** '+77232550102' as people read it: '+7 723 255 01 02'. Short numbers stay. */
export const phoneText = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2 $3 $4')
