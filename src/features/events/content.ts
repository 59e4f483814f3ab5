import { toDate } from '../../platform/db/instant.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import type { EventKind, OrganiserKind } from './rules.ts'
import type { Texts } from './translated.ts'

/** Who holds it beside the office; name and contact as they wish to be read. */
export type Organiser = { kind: OrganiserKind; name: string; contact: string }

/** What staff write of an event. Instants are milliseconds UTC. */
export type EventContent = {
  kind: EventKind
  title: Texts
  about: Texts
  /** One line per point. */
  programme: Texts
  place: Texts
  /** How to get in. */
  entrance: Texts
  bring: Texts
  /** WGS 84. */
  point: { lat: number; lon: number } | null
  startsAt: number
  endsAt: number
  /** Spoken there. */
  langs: Lang[]
  streamUrl: string | null
  signUp: boolean
  signUpUntil: number
  /** Null: no limit. */
  places: number | null
  groupMost: number
  organisers: Organiser[]
  /** Complaints that it is to solve. */
  complaintIds: number[]
}

const columnsOf = (name: string, { kk, ru, en }: Texts) => ({
  [`${name}Kk`]: kk,
  [`${name}Ru`]: ru,
  [`${name}En`]: en,
})

/** The columns of a content, beside its organisers and complaints. */
export function eventColumns(content: EventContent) {
  const { kind, point, startsAt, endsAt, langs, streamUrl, signUp, signUpUntil, places, groupMost } = content
  return {
    ...{ kind, langs, streamUrl, signUp, places, groupMost },
    ...columnsOf('title', content.title),
    ...columnsOf('about', content.about),
    ...columnsOf('programme', content.programme),
    ...columnsOf('place', content.place),
    ...columnsOf('entrance', content.entrance),
    ...columnsOf('bring', content.bring),
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    startsAt: toDate(startsAt),
    endsAt: toDate(endsAt),
    signUpUntil: toDate(signUpUntil),
  }
}

export const organiserRows = (eventId: number, organisers: readonly Organiser[]) =>
  organisers.map((one, position) => ({ eventId, position, ...one }))

export const complaintRows = (eventId: number, complaintIds: readonly number[]) =>
  complaintIds.map((complaintId) => ({ eventId, complaintId }))

/** What differs, old and new, in one line for the log of staff; long texts only by their name. */
export function differences(before: Record<string, unknown>, after: Record<string, unknown>): string {
  return Object.keys(after)
    .filter((name) => plain(before[name]) !== plain(after[name]))
    .map((name) => `${name}: ${short(plain(before[name]))} → ${short(plain(after[name]))}`)
    .join('; ')
}

const plain = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? value.join(' ') : String(value ?? '–')
}

const longest = 60
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text || '–')
