import { Temporal } from 'temporal-polyfill'
import type { Bounds } from '../../../../platform/geo/mercator.ts'
import { clean } from '../../../../platform/http/form.ts'
import type { Area, City } from '../../../city/index.ts'
import type { Category, Directory, Office } from '../../../offices/index.ts'
import { type Channel, channels, type Status, statuses } from '../../rules.ts'
import { wordsOf } from './search-pattern.ts'

/** Groups of states beside the single ones. */
export type StatusChoice = Status | 'open' | 'ended'

/** What a list, a map, a feed or a table of complaints shows. The address holds all of it. */
export type Filter = {
  /** Words to find, as they were typed. */
  q: string
  status: StatusChoice | null
  category: Category | null
  district: Area | null
  office: Office | null
  /** How they came in. */
  channel: Channel | null
  /** Days of receipt as ISO dates, both included. */
  from: string | null
  to: string | null
  overdue: boolean
  photo: boolean
  reopened: boolean
  bbox: Bounds | null
  sort: Sort
  /** From 1. */
  page: number
}

/** `supported`: by confirmed voices only, which cannot be had by pressing often. */
export const sorts = ['new', 'old', 'supported'] as const
export type Sort = (typeof sorts)[number]

export type FilterName = Exclude<keyof Filter, 'sort' | 'page'>

/** The names of what restricts a list; sorting and paging restrict nothing. */
export const filterNames: readonly FilterName[] = [
  'q',
  'status',
  'category',
  'district',
  'office',
  'channel',
  'from',
  'to',
  'overdue',
  'photo',
  'reopened',
  'bbox',
]

/** Deeper pages cost more and nobody reads them: the query can be narrowed instead. */
export const perPage = 20
export const mostPages = 50

export type ParsedFilter = {
  filter: Filter
  /** Parameters whose value means nothing here; they are left out and the page says so. */
  ignored: (FilterName | 'sort' | 'page')[]
}

const longestSearch = 100

/** Reads the query of an address. Nothing a person can write there is an error. */
export function parseFilter(
  query: Record<string, unknown>,
  { city, directory }: { city: City; directory: Directory },
): ParsedFilter {
  const ignored: ParsedFilter['ignored'] = []
  const read = <Value>(
    name: ParsedFilter['ignored'][number],
    parse: (text: string) => Value | null,
  ): Value | null => {
    const text = query[name]
    if (text === undefined || text === '') return null
    const value = typeof text === 'string' ? parse(clean(text).trim()) : null
    if (value === null) ignored.push(name)
    return value
  }
  const flag = (name: FilterName) => read(name, (text) => (text === '1' ? true : null)) ?? false
  const from = read('from', dayOf)
  const filter: Filter = {
    q: read('q', searchOf) ?? '',
    status: read('status', statusOf),
    category: read('category', (code) => directory.categories.find((one) => one.code === code) ?? null),
    district: read('district', (code) => city.areas.find((one) => one.code === code) ?? null),
    office: read('office', (code) => directory.offices.find((one) => one.code === code) ?? null),
    channel: read('channel', (code) => channels.find((known) => known === code) ?? null),
    from,
    to: read('to', (text) => laterDay(dayOf(text), from)),
    overdue: flag('overdue'),
    photo: flag('photo'),
    reopened: flag('reopened'),
    bbox: read('bbox', boundsOf),
    sort: read('sort', (text) => sorts.find((known) => known === text) ?? null) ?? 'new',
    page: read('page', pageOf) ?? 1,
  }
  return { filter, ignored }
}

/** The query of the address of this filter; what is not said there is the default. */
export function filterParams(filter: Filter): Record<string, string | undefined> {
  const { bbox } = filter
  return {
    q: filter.q || undefined,
    status: filter.status ?? undefined,
    category: filter.category?.code,
    district: filter.district?.code,
    office: filter.office?.code,
    channel: filter.channel ?? undefined,
    from: filter.from ?? undefined,
    to: filter.to ?? undefined,
    overdue: filter.overdue ? '1' : undefined,
    photo: filter.photo ? '1' : undefined,
    reopened: filter.reopened ? '1' : undefined,
    bbox: bbox === null ? undefined : [bbox.west, bbox.south, bbox.east, bbox.north].join(','),
    sort: filter.sort === 'new' ? undefined : filter.sort,
    page: filter.page === 1 ? undefined : String(filter.page),
  }
}

/** The same filter without some of its parts, on its first page. */
export function without(filter: Filter, ...names: FilterName[]): Filter {
  const open: Filter = { ...noFilter, sort: filter.sort }
  const kept = filterNames.filter((name) => !names.includes(name))
  return { ...open, ...Object.fromEntries(kept.map((name) => [name, filter[name]])) }
}

export const noFilter: Filter = {
  q: '',
  status: null,
  category: null,
  district: null,
  office: null,
  channel: null,
  from: null,
  to: null,
  overdue: false,
  photo: false,
  reopened: false,
  bbox: null,
  sort: 'new',
  page: 1,
}

/** The parts that restrict this list. */
export const activeNames = (filter: Filter): FilterName[] =>
  filterNames.filter((name) => filter[name] !== noFilter[name])

/** One text for filters that show the same complaints, for caches. */
export function filterKey(filter: Filter): string {
  const { page, sort, ...rest } = filterParams(filter)
  return JSON.stringify(rest)
}

const searchOf = (text: string): string | null =>
  text.length <= longestSearch && wordsOf(text).length > 0 ? text : null

function statusOf(text: string): StatusChoice | null {
  if (text === 'open' || text === 'ended') return text
  return statuses.find((status) => status === text) ?? null
}

function dayOf(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    const day = Temporal.PlainDate.from(text)
    return day.year >= 1990 && day.year <= 2100 ? day.toString() : null
  } catch {
    return null
  }
}

const laterDay = (day: string | null, from: string | null): string | null =>
  day !== null && from !== null && day < from ? null : day

/** `west,south,east,north` in degrees. */
export function boundsOf(text: string): Bounds | null {
  if (text.length > 100) return null
  const [west, south, east, north, ...more] = text.split(',').map(degree)
  if (west == null || south == null || east == null || north == null || more.length > 0) return null
  const onEarth = west >= -180 && east <= 180 && south >= -85 && north <= 85
  return onEarth && west < east && south < north ? { west, south, east, north } : null
}

const degree = (text: string): number | null =>
  /^-?\d{1,3}(?:\.\d{1,10})?$/.test(text) ? Number(text) : null

function pageOf(text: string): number | null {
  const page = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return page >= 1 && page <= mostPages ? page : null
}
