import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { City } from '../../city/index.ts'
import { channels } from '../../complaints/index.ts'
import { directoryOf } from '../../offices/index.ts'
import type { Part } from '../rollups/read.ts'
import type { Figures } from './figures.ts'
import { defaultWindow, type Window } from './window.ts'

type Coded = { id: number; code: string }

/** A question as it stands in an address, with what the codes stand for. */
export type FigureQuery = {
  window: Window
  /** False when neither of the two days was given. */
  windowGiven: boolean
  office: Coded | null
  category: Coded | null
  district: Coded | null
  channel: string | null
}

/** Which parameter makes no sense, and the sentence that says so. */
export type Refusal = { ok: false; status: 400 | 404; parameter: string; text: TextKey }

export type ParsedQuery = { ok: true; query: FigureQuery } | Refusal

export const parameters = ['from', 'to', 'office', 'category', 'district', 'channel'] as const

const Day = z.iso.date().refine((day) => day >= '1990-01-01' && day <= '2100-12-31')
const GivenDays = z.object({ from: Day.optional(), to: Day.optional() })
const Given = z.object({
  office: z.string().max(100).optional(),
  category: z.string().max(100).optional(),
  district: z.string().max(100).optional(),
  channel: z.string().max(100).optional(),
})

/**
 * Reads the parameters of statistics.md 4. Empty ones count as not given; one given twice is refused. Without days
 * the window is the default one; with one day, that day and the other end of the default window.
 */
export async function parseFigureQuery(
  deps: Pick<Deps, 'cache' | 'db' | 'now'>,
  city: City,
  raw: Record<string, unknown>,
  asOf: Temporal.Instant,
): Promise<ParsedQuery> {
  const days = parseWindow(raw, defaultWindow(asOf, city.timeZone))
  if (!days.ok) return days
  const given = Given.safeParse(filled(raw))
  if (!given.success) return refusedFor(given.error)
  const { office, category, district, channel } = given.data

  const { offices, categories } = await directoryOf(deps, city.id)
  const found = {
    office: lookUp(offices, office),
    category: lookUp(categories, category),
    district: lookUp(city.areas, district),
  }
  if (found.office === undefined) {
    return { ok: false, status: 404, parameter: 'office', text: 'statistics:bad.office' }
  }
  if (found.category === undefined) return refused('category', 'statistics:bad.category')
  if (found.district === undefined) return refused('district', 'statistics:bad.district')
  if (channel !== undefined && !isChannel(channel)) return refused('channel', 'statistics:bad.channel')
  if (channel !== undefined && (found.category !== null || found.district !== null)) {
    const part = { categoryId: found.category?.id ?? null, districtId: found.district?.id ?? null, channel }
    if (await hasMany(deps, city.id, part)) return refused('channel', 'statistics:bad.narrow')
  }
  return {
    ok: true,
    query: {
      window: days.window,
      windowGiven: days.windowGiven,
      office: found.office,
      category: found.category,
      district: found.district,
      channel: channel ?? null,
    },
  }
}

/** So many cases are added up while a reader waits. */
const MOST_CASES = 50_000

/** Of a channel within a category or a district not all sums are kept (rollups/shapes.ts): cases are counted one by one. */
async function hasMany(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  part: { categoryId: number | null; districtId: number | null; channel: string },
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ many: boolean }[]>`
    SELECT count(*) > ${MOST_CASES} AS many FROM (
      SELECT 1 FROM stat_case
      WHERE city_id = ${cityId} AND no = 0 AND channel = ${part.channel}
        AND (${part.categoryId}::int IS NULL OR category_id = ${part.categoryId})
        AND (${part.districtId}::int IS NULL OR district_id = ${part.districtId})
      LIMIT ${MOST_CASES + 1}) AS cases`
  return row?.many === true
}

/** The days alone, for a page of several cities. `usual` is the window when none is given. */
export function parseWindow(
  raw: Record<string, unknown>,
  usual: Window,
): { ok: true; window: Window; windowGiven: boolean } | Refusal {
  const given = GivenDays.safeParse(filled(raw))
  if (!given.success) return refusedFor(given.error)
  const { from, to } = given.data
  const window = windowOf(from, to, usual)
  if (window === null) return refused('from', 'statistics:bad.order')
  return { ok: true, window, windowGiven: from !== undefined || to !== undefined }
}

/** The parameters that lead to this question again. */
export function parametersOf(query: FigureQuery): Record<string, string> {
  return { ...(query.windowGiven ? query.window : {}), ...filterOf(query) }
}

/** What narrows the figures, by code; empty for the whole city. */
export function filterOf({ office, category, district, channel }: FigureQuery): Figures['filter'] {
  return {
    ...(office && { office: office.code }),
    ...(category && { category: category.code }),
    ...(district && { district: district.code }),
    ...(channel !== null && { channel }),
  }
}

/** The same by ids, without the office. */
export const partOf = ({ category, district, channel }: FigureQuery): Part => ({
  ...(category && { categoryId: category.id }),
  ...(district && { districtId: district.id }),
  ...(channel !== null && { channel }),
})

/** All of a city, or one of its offices, within the default window. */
export const defaultQuery = (city: City, asOf: Temporal.Instant): FigureQuery => ({
  window: defaultWindow(asOf, city.timeZone),
  windowGiven: false,
  office: null,
  category: null,
  district: null,
  channel: null,
})

const errorTexts: Record<string, TextKey> = {
  from: 'statistics:bad.day',
  to: 'statistics:bad.day',
  office: 'statistics:bad.office',
  category: 'statistics:bad.category',
  district: 'statistics:bad.district',
  channel: 'statistics:bad.channel',
}

/** The parameters that are not left empty. */
const filled = (raw: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(raw).filter(
      ([name, value]) => (parameters as readonly string[]).includes(name) && value !== '',
    ),
  )

function refusedFor({ issues }: z.ZodError): Refusal {
  const parameter = String(issues[0]?.path[0])
  return refused(parameter, errorTexts[parameter] ?? 'statistics:bad.day')
}

const refused = (parameter: string, text: TextKey): Refusal => ({
  ok: false,
  status: 400,
  parameter,
  text,
})

function windowOf(from: string | undefined, to: string | undefined, usual: Window): Window | null {
  if (from === undefined && to === undefined) return usual
  const last = to ?? (from !== undefined && from > usual.to ? from : usual.to)
  const first = from ?? Temporal.PlainDate.from(last).subtract({ days: 364 }).toString()
  return first > last ? null : { from: first, to: last }
}

/** Null when nothing is asked for, undefined when nothing has that code. */
function lookUp(rows: readonly Coded[], code: string | undefined): Coded | null | undefined {
  if (code === undefined) return null
  const row = rows.find((one) => one.code === code)
  return row && { id: row.id, code: row.code }
}

const isChannel = (channel: string) => (channels as readonly string[]).includes(channel)
