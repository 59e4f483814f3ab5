import { z } from 'zod'
import { clean } from '../../../platform/http/form.ts'
import { type Channel, channels, type Status, statuses } from '../rules.ts'
import { type View, views } from './views.ts'

/** A minus turns the order round. `due` is the order of the inbox unless told. */
export const sorts = ['due', '-due', 'newest', 'oldest', 'category', 'status'] as const
export type Sort = (typeof sorts)[number]

/** Days since a complaint was received, as ranges; `to` null is no end. */
export const ages = {
  '0-7': { from: 0, to: 7 },
  '8-15': { from: 8, to: 15 },
  '16-30': { from: 16, to: 30 },
  '31-90': { from: 31, to: 90 },
  // A name that is a number would stand before the others.
  '91-': { from: 91, to: null },
} as const
export type Age = keyof typeof ages
export const ageNames = Object.keys(ages) as Age[]

/** For what a complaint waits: the resident's reply, the end of a pause, a decision. */
export const waitings = ['question', 'paused', 'extension', 'transfer'] as const
export type Waits = (typeof waitings)[number]

/** Filters of the inbox as the address has them, checked. */
export type InboxFilter = {
  view: View
  sort: Sort
  /** Of staff with roles in several cities. */
  cityId: number | null
  categoryId: number | null
  officeId: number | null
  districtId: number | null
  status: Status | null
  channel: Channel | null
  /** `me`, `none`, or a member of staff. */
  assignee: 'me' | 'none' | number | null
  age: Age | null
  waits: Waits | null
  /** Words to find in text and address. */
  text: string
  /** 1 is the first. */
  page: number
}

export const inboxPageSize = 50
/** Deep pages cost the database what nobody reads. */
export const deepestPage = 200

const id = z.coerce.number().int().min(1).max(2_147_483_647).nullable().catch(null)

const Query = z.object({
  view: z.enum(views).catch('open'),
  sort: z.enum(sorts).catch('due'),
  city: id,
  category: id,
  office: id,
  district: id,
  status: z.enum(statuses).nullable().catch(null),
  channel: z.enum(channels).nullable().catch(null),
  assignee: z
    .union([z.enum(['me', 'none']), z.coerce.number().int().min(1).max(2_147_483_647)])
    .nullable()
    .catch(null),
  age: z.enum(ageNames).nullable().catch(null),
  waits: z.enum(waitings).nullable().catch(null),
  q: z.string().transform(clean).pipe(z.string().trim().max(100)).catch(''),
  page: z.coerce.number().int().min(1).max(deepestPage).catch(1),
})

/** The filter that an address asks for; what is not understood is as if it were not there. */
export function inboxFilterOf(query: unknown): InboxFilter {
  const { city, category, office, district, q, ...rest } = Query.parse(query)
  return { ...rest, cityId: city, categoryId: category, officeId: office, districtId: district, text: q }
}

/** The same from the text of an address: `view=late&office=3`. */
export const inboxFilterFrom = (search: string): InboxFilter =>
  inboxFilterOf(Object.fromEntries(new URLSearchParams(search)))

export const noFilter: InboxFilter = inboxFilterOf({})

/** The address parameters of a filter, without what is default. */
export function queryOf(filter: InboxFilter): Record<string, string | undefined> {
  return {
    view: filter.view === 'open' ? undefined : filter.view,
    sort: filter.sort === 'due' ? undefined : filter.sort,
    city: filter.cityId?.toString(),
    category: filter.categoryId?.toString(),
    office: filter.officeId?.toString(),
    district: filter.districtId?.toString(),
    status: filter.status ?? undefined,
    channel: filter.channel ?? undefined,
    assignee: filter.assignee?.toString(),
    age: filter.age ?? undefined,
    waits: filter.waits ?? undefined,
    q: filter.text || undefined,
    page: filter.page === 1 ? undefined : String(filter.page),
  }
}

/** The same as text. */
export function searchOf(filter: InboxFilter): string {
  const pairs = Object.entries(queryOf(filter)).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return new URLSearchParams(pairs).toString()
}

/** What narrows a view: all but the view itself, the order and the page. */
export const narrowing = [
  'text',
  'cityId',
  'categoryId',
  'officeId',
  'districtId',
  'status',
  'channel',
  'assignee',
  'age',
  'waits',
] as const
export type Narrowing = (typeof narrowing)[number]

export const isNarrowed = (filter: InboxFilter): boolean =>
  narrowing.some((name) => filter[name] !== noFilter[name])

/** The filter without one part of it, from its first page. */
export const without = (filter: InboxFilter, name: Narrowing): InboxFilter => ({
  ...filter,
  [name]: noFilter[name],
  page: 1,
})
