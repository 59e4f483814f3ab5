import { createHash } from 'node:crypto'
import type { City } from './city.ts'

/** Address of the logo of a city; it changes with the picture, so answers may be kept for ever. */
export function logoHref({ slug, profile: { logo } }: Pick<City, 'slug' | 'profile'>): string | null {
  if (logo === null) return null
  return `/logo/${slug}-${createHash('sha256').update(logo.png).digest('hex').slice(0, 10)}.png`
}
