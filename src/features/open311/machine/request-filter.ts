import { clean } from '../../../platform/http/form.ts'
import type { City } from '../../city/index.ts'
import { type Filter, parseFilter, parseNumber } from '../../complaints/index.ts'
import type { Directory } from '../../offices/index.ts'
import { momentOf } from './moment.ts'
import type { Asked, Params } from './place.ts'
import { Refusal } from './refusal.ts'

/** GeoReport v2: whichever of "90 days" and "1000 requests" is less. */
export const mostDays = 90
export const mostRequests = 1000
const dayMs = 86_400_000

/** Which of the public complaints are asked for. Instants in milliseconds UTC, both ends of a span belong to it. */
export type RequestFilter = {
  /** Numbers; these override everything else. */
  numbers: readonly string[] | null
  /** Ids of categories; null: of every kind, and of none. */
  categories: readonly number[] | null
  open: boolean | null
  /** When they were filed. */
  from: number | null
  to: number | null
  /** When anything about them changed last. */
  changedFrom: number | null
  changedTo: number | null
  /** Words and box, as the list of the portal understands them. */
  words: Pick<Filter, 'q' | 'bbox'>
  extensions: boolean
  page: number
  pageSize: number
}

type Around = Asked & { city: City; directory: Directory; now: number }

/** @throws Refusal with everything that is wrong, 400 */
export function requestFilterOf(params: Params, around: Around): RequestFilter {
  const reader = readerOf(params, around)
  const paging = {
    extensions: wantsExtensions(params),
    page: reader.whole('page', 1_000_000) ?? 1,
    pageSize: Math.min(reader.whole('page_size', Number.MAX_SAFE_INTEGER) ?? mostRequests, mostRequests),
  }
  const ids = params['service_request_id']
  if (ids !== undefined) {
    reader.done()
    return { ...everything, ...paging, numbers: numbersIn(ids) }
  }
  const changedFrom = reader.moment('updated_after')
  const changedTo = reader.moment('updated_before')
  const byChange = changedFrom !== null || changedTo !== null
  const filter = {
    ...everything,
    ...paging,
    ...spanOf(reader, { now: around.now, otherwise: byChange ? 'all' : 'latest' }),
    ...{ changedFrom, changedTo },
    categories: categoriesIn(params['service_code'], around.directory),
    open: reader.status(),
    words: reader.words(),
  }
  reader.done()
  return filter
}

export const wantsExtensions = (params: Params): boolean => params['extensions']?.toLowerCase() === 'true'

/** The one request with this id; null for what is no id. */
export function filterOfOne(id: string, params: Params): RequestFilter | null {
  const parsed = parseNumber(id)
  if (!parsed.ok) return null
  const extensions = wantsExtensions(params)
  return { ...everything, numbers: [parsed.number], extensions, page: 1, pageSize: 1 }
}

const everything = {
  ...{
    numbers: null,
    categories: null,
    open: null,
    from: null,
    to: null,
    changedFrom: null,
    changedTo: null,
  },
  words: { q: '', bbox: null },
} as const

export type Reader = ReturnType<typeof readerOf>

/** Reads parameters and remembers what is wrong with them, so that all of it is said at once. */
export function readerOf(params: Params, around: Asked & Partial<Pick<Around, 'city' | 'directory'>>) {
  const { t, city, directory } = around
  const wrong: string[] = []
  const refuse = (sentence: string): null => {
    wrong.push(sentence)
    return null
  }
  return {
    refuse,
    done(): void {
      if (wrong.length > 0) throw new Refusal(400, wrong)
    },
    moment(name: string): number | null {
      const text = params[name]
      if (text === undefined) return null
      return momentOf(text) ?? refuse(t('open311:refusal.moment', { name }))
    },
    whole(name: string, most: number): number | null {
      const text = params[name]
      if (text === undefined) return null
      const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
      return value >= 1 && value <= most ? value : refuse(t('open311:refusal.whole', { name }))
    },
    /** Both of them are as good as none. */
    status(): boolean | null {
      const given = listOf(params['status']).map((one) => one.toLowerCase())
      if (given.some((one) => one !== 'open' && one !== 'closed')) return refuse(t('open311:refusal.status'))
      const asked = new Set(given)
      return asked.size === 1 ? asked.has('open') : null
    },
    words(): RequestFilter['words'] {
      const { q, bbox } = params
      if (city === undefined || directory === undefined) return everything.words
      const { filter, ignored } = parseFilter({ q, bbox }, { city, directory })
      if (ignored.includes('q')) refuse(t('open311:refusal.words'))
      if (ignored.includes('bbox')) refuse(t('open311:refusal.box'))
      return { q: filter.q, bbox: filter.bbox }
    },
    tooLong: (): null => refuse(t('open311:refusal.span', { days: mostDays })),
    backwards: (): null => refuse(t('open311:refusal.backwards')),
  }
}

/**
 * From when to when. One end alone reaches 90 days from it; without any it is the last 90 days (`latest`) or
 * everything (`all`).
 */
export function spanOf(
  reader: Reader,
  { now, otherwise }: { now: number; otherwise: 'latest' | 'all' },
): { from: number | null; to: number | null } {
  const start = reader.moment('start_date')
  const end = reader.moment('end_date')
  if (start === null && end === null && otherwise === 'all') return { from: null, to: null }
  const to = end ?? (start === null ? now : start + mostDays * dayMs)
  const from = start ?? to - mostDays * dayMs
  if (from > to) reader.backwards()
  if (to - from > mostDays * dayMs) reader.tooLong()
  return { from, to }
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** What is no number of ours is not there; more than a list holds are not looked for. */
export const numbersIn = (text: string): string[] => [
  ...new Set(
    listOf(clean(text))
      .slice(0, mostRequests)
      .flatMap((one) => {
        const parsed = parseNumber(one)
        return parsed.ok ? [parsed.number] : []
      }),
  ),
]

/** Codes that no category has find nothing. */
function categoriesIn(text: string | undefined, { categories }: Directory): number[] | null {
  if (text === undefined) return null
  const codes = new Set(listOf(text))
  return categories.filter(({ code }) => codes.has(code)).map(({ id }) => id)
}
