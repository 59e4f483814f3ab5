import type { News } from '../complaints/index.ts'

export const cadences = ['now', 'daily'] as const
export type Cadence = (typeof cadences)[number]

/** Metres around a point. */
export const radii = [300, 500, 1000, 2000] as const

/** A code lives this long after its mail has left; a link to "my reports" a little longer. */
export const codeMinutes = 15
export const linkMinutes = 30
/** Whether the mail has left or not, nothing waits longer. */
export const requestHours = 24
/** Wrong codes until a new one is needed: with six digits nobody hits one by luck. */
export const mostTries = 5
/** Mails with the same code, the first included. */
export const mostSends = 3
export const sentNoticeDays = 30
/** So long the same news of a topic is known to be the same. */
export const topicNewsDays = 90
/** Of an address that follows nothing and supports nothing. */
export const idleFollowerDays = 30

/** What is told to those who follow one complaint. */
const ofOne: ReadonlySet<News['kind']> = new Set([
  ...(['published', 'planned', 'answered', 'refused', 'transferred', 'extended', 'forwarded'] as const),
  ...(['reopened', 'confirmed', 'closed', 'withdrawn', 'merged'] as const),
])

/** What is told to those who follow a place, an office, a category or a query, beside new complaints. */
const ofMany: ReadonlySet<News['kind']> = new Set(['planned', 'answered', 'refused', 'forwarded', 'reopened'])

export const isToldToFollowers = ({ kind }: Pick<News, 'kind'>): boolean => ofOne.has(kind)

export const isToldToLists = ({ kind, isFirst }: Pick<News, 'kind' | 'isFirst'>): boolean =>
  isFirst || ofMany.has(kind)

const earthRadius = 6_371_000

/** Metres between two points in WGS 84, on a sphere. */
export function distance(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const sinLat = Math.sin(rad(b.lat - a.lat) / 2)
  const sinLon = Math.sin(rad(b.lon - a.lon) / 2)
  const h = sinLat ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * sinLon ** 2
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)))
}
