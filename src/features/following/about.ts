import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { TopicLabel } from '../../platform/http/beside.ts'
import { cityPaths } from '../city/index.ts'
import {
  activeNames,
  complaintPaths,
  filterParams,
  followable,
  formatNumber,
  parseFilter,
  parseNumber,
  partLabel,
  type Reading,
} from '../complaints/index.ts'
import { radii } from './rules.ts'
import { noTopics, type TopicNames, topicPattern } from './topics.ts'

/** What somebody follows: one complaint, a topic of another feature, or the list of a query, perhaps within a circle. */
export const About = z.union([
  z.object({ complaintId: z.int(), number: z.string() }),
  z.object({ topic: z.string().regex(topicPattern) }),
  z.object({
    /** Parameters of the list, as its address has them. */
    filter: z.record(z.string(), z.string()),
    circle: z
      .object({
        lat: z.number(),
        lon: z.number(),
        radius: z.int(),
        /** The complaint in whose middle it lies; null for a bare point. */
        near: z.string().nullable(),
      })
      .nullable(),
  }),
])
export type About = z.infer<typeof About>

/** One text for the same thing, so that it is followed once. */
export function scopeOf(about: About): string {
  if ('complaintId' in about) return `c${about.complaintId}`
  if ('topic' in about) return `t${about.topic}`
  const { filter, circle } = about
  const pairs = Object.entries(filter).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return JSON.stringify([pairs, circle === null ? null : [circle.lat, circle.lon, circle.radius]])
}

export type Asked = {
  about: About
  /** The complaint that the address names, if it may be followed. */
  complaint: Awaited<ReturnType<typeof followable>>
  /** What the topic is called, if it is one. */
  names: TopicNames
}

/**
 * What an address or a form asks to follow; nothing a person can write there is an error, the city as a whole is what
 * is left. `complaint` and `within` name a complaint and metres around it, `lat`, `lon` and `within` a point.
 */
export async function readAbout(
  deps: Pick<Deps, 'db'>,
  query: Record<string, unknown>,
  reading: Pick<Reading, 'city' | 'directory'>,
): Promise<Asked> {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const radius = radii.find((one) => String(one) === text('within')) ?? null
  const number = parseNumber(text('complaint'))
  const complaint = number.ok
    ? await followable(deps, { number: number.number, cityId: reading.city.id })
    : null
  if (complaint !== null) {
    const { id, lat, lon } = complaint
    if (radius === null || lat === null || lon === null) {
      return { complaint, about: { complaintId: id, number: complaint.number }, names: noTopics }
    }
    return {
      complaint,
      about: { filter: {}, circle: { lat, lon, radius, near: complaint.number } },
      names: noTopics,
    }
  }
  const { filter } = parseFilter(query, reading)
  const params = filterParams({ ...filter, page: 1, sort: 'new' })
  const kept = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const point = pointOf(text('lat'), text('lon'))
  const circle = point === null ? null : { ...point, radius: radius ?? 500, near: null }
  return { complaint: null, about: { filter: Object.fromEntries(kept), circle }, names: noTopics }
}

function pointOf(lat: string, lon: string): { lat: number; lon: number } | null {
  const degree = /^-?\d{1,3}(?:\.\d{1,10})?$/
  if (!degree.test(lat) || !degree.test(lon)) return null
  const point = { lat: Number(lat), lon: Number(lon) }
  return Math.abs(point.lat) <= 85 && Math.abs(point.lon) <= 180 ? point : null
}

/** In words, as pages call it, and where it can be looked at. `names` of the topics among them. */
export function describe(about: About, reading: Reading, names: TopicNames): TopicLabel {
  const { lang, city, t } = reading
  if ('topic' in about) {
    const gone = { label: t('following:about.gone'), href: cityPaths.home(lang, city.slug) }
    return names.get(about.topic) ?? gone
  }
  if ('complaintId' in about) {
    const label = t('following:about.complaint', { number: formatNumber(about.number) })
    return { label, href: complaintPaths.show(lang, city.slug, about.number) }
  }
  const { filter } = parseFilter(about.filter, reading)
  const parts = activeNames(filter).map((name) => partLabel(name, filter, reading))
  const what = parts.length === 0 ? t('following:about.all') : parts.join(', ')
  const href = complaintPaths.list(lang, city.slug, about.filter)
  const { circle } = about
  if (circle === null) return { label: what, href }
  if (circle.near !== null) {
    const label = t('following:about.near', { metres: circle.radius, number: formatNumber(circle.near) })
    return { label, href: complaintPaths.show(lang, city.slug, circle.near) }
  }
  const point = `${circle.lat.toFixed(4)}, ${circle.lon.toFixed(4)}`
  const around = t('following:about.point', { metres: circle.radius, point })
  return { label: parts.length === 0 ? around : `${what}; ${around}`, href }
}
