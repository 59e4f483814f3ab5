import { Temporal } from 'temporal-polyfill'
import { clean } from '../../platform/http/form.ts'
import { languageOf } from '../../platform/text/language.ts'
import { localDate } from '../../platform/time/local-day.ts'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { type City, type Term, termOf } from '../city/index.ts'
import { type BulkComplaint, holdReasons } from '../complaints/index.ts'
import { chooseRule } from '../offices/index.ts'
import type { ReadDate } from './dates.ts'
import { type Closing, type History, historyOf, mayEnd } from './history.ts'
import { type Field, type Mapping, meaningOf } from './mapping.ts'
import type { Targets } from './targets.ts'

export type RowContext = {
  city: City
  calendar: WorkingCalendar
  mapping: Mapping
  readDate: ReadDate
  targets: Targets
  /** Milliseconds UTC; later dates are refused. */
  now: number
}

export type ImportedRow = { id: string; complaint: BulkComplaint }

/** `reason` is for the report, in English. */
export type RowResult = { kind: 'row'; row: ImportedRow } | { kind: 'bad'; reason: string } | { kind: 'skip' }

/** Says what is wrong with a row. */
class BadRow extends Error {}

const longestId = 200
const longestText = 4000
const longestAddress = 300

type Read = (field: Field) => string

/** One row of a file as a complaint with its history. */
export async function rowToComplaint(context: RowContext, cells: Record<string, string>): Promise<RowResult> {
  const { columns } = context.mapping
  const read: Read = (field) => {
    const column = columns[field]
    return column === undefined ? '' : clean(cells[column] ?? '').trim()
  }
  if (stateOf(context, read) === 'skip') return { kind: 'skip' }
  try {
    return { kind: 'row', row: await importedRow(context, read) }
  } catch (error) {
    if (error instanceof BadRow) return { kind: 'bad', reason: error.message }
    throw error
  }
}

async function importedRow(context: RowContext, read: Read): Promise<ImportedRow> {
  const { city, mapping } = context
  const id = read('service_request_id')
  if (id === '') throw new BadRow('no id')
  if (id.length > longestId) throw new BadRow(`the id is longer than ${longestId} characters`)
  const times = timesOf(context, read)
  const place = await placeOf(context, read)
  const category = meaningOf(mapping.values.category, read('service_name')) ?? read('service_name')
  const text = cut(read('description') || read('service_subtype') || category, longestText)
  if (text === '') throw new BadRow('neither a description nor a category')
  const address = cut(read('address'), longestAddress)
  const closing = times.closedAt === null ? null : closingOf(context, read, times.closedAt)
  if (closing !== null && !mayEnd(closing.outcome, place.officeId)) {
    throw new BadRow('closed, but no office is named and no routing rule fits')
  }
  const history: History = {
    at: times.filedAt,
    channel: meaningOf(mapping.values.channel, read('source')) ?? 'import',
    ...place,
    held: reasonsToHold(context, `${text}\n${address}`, place.visibility),
    term: officeTerm(context, times, place.categoryId),
    closing,
  }
  const complaint: BulkComplaint = {
    cityId: city.id,
    timeZone: city.timeZone,
    channel: history.channel,
    text,
    textLang: languageOf(text) ?? mapping.lang,
    replyLang: mapping.lang,
    address,
    landmark: '',
    districtId: place.districtId,
    point: pointOf(read('lat'), read('long')),
    source: mapping.source,
    externalId: id,
    events: historyOf(history),
  }
  return { id, complaint }
}

type Times = { filedAt: number; closedAt: number | null; dueAt: number | null }

/** Two clocks may differ by so much: of 121,000 rows of Boston 197 were closed up to 58 s before they were opened. */
const clocksDiffer = 60_000

function timesOf(context: RowContext, read: Read): Times {
  const filedAt = instantOf(context, read, 'requested_datetime')
  if (filedAt === null) throw new BadRow('no requested date')
  if (filedAt > context.now) throw new BadRow('the requested date lies in the future')
  const dueAt = instantOf(context, read, 'expected_datetime')
  if (dueAt !== null && dueAt < filedAt) throw new BadRow('expected before it was requested')
  // Open311: of a closed request the last update is its closing.
  const isClosed = stateOf(context, read) === 'closed'
  const closedAt =
    instantOf(context, read, 'closed_date') ??
    (isClosed ? instantOf(context, read, 'updated_datetime') : null)
  if (stateOf(context, read) === 'open' || (!isClosed && closedAt === null)) {
    return { filedAt, closedAt: null, dueAt }
  }
  if (closedAt === null) throw new BadRow('closed without a date')
  if (closedAt < filedAt - clocksDiffer) throw new BadRow('closed before it was requested')
  if (closedAt > context.now) throw new BadRow('the closed date lies in the future')
  return { filedAt, closedAt: Math.max(closedAt, filedAt), dueAt }
}

/** Undefined when the mapping does not say: then a closing date closes. */
const stateOf = ({ mapping }: RowContext, read: Read) =>
  meaningOf(mapping.values.status, read('status_description'))

/** A date outside is a slip or another format: 01.02.15 read as the year 15. */
const earliest = Date.parse('1990-01-01T00:00:00Z')
const latest = Date.parse('2100-01-01T00:00:00Z')

function instantOf({ readDate }: RowContext, read: Read, field: Field): number | null {
  const text = read(field)
  if (text === '') return null
  const at = readDate(text)
  if (at === null || at < earliest || at > latest) {
    throw new BadRow(`${field} not understood: ${text.slice(0, 40)}`)
  }
  return at
}

type Place = Pick<History, 'categoryId' | 'districtId' | 'officeId' | 'ruleId' | 'visibility'>

async function placeOf({ targets }: RowContext, read: Read): Promise<Place> {
  const category = await targets.find('category', read('service_name') || read('service_subtype'))
  if (category === 'refused') throw new BadRow(`unknown category: ${cut(read('service_name'), 80)}`)
  const office = await targets.find('office', read('agency_responsible'))
  if (office === 'refused') throw new BadRow(`unknown office: ${cut(read('agency_responsible'), 80)}`)
  const district = await targets.find('district', read('district'))
  const place = { categoryId: category, districtId: district === 'refused' ? null : district }
  const known = category === null ? undefined : targets.directory.categoryById.get(category)
  const visibility = known?.sensitive ? 'staff' : 'public'
  if (office !== null) return { ...place, visibility, officeId: office, ruleId: null }
  // The file does not say who answers for it, so the city's own rules do.
  const routed = chooseRule(targets.directory.rules, place)
  return { ...place, visibility, officeId: routed?.rule.officeId ?? null, ruleId: routed?.rule.id ?? null }
}

/** As for a complaint that is filed here: what only staff will see needs no look before it is public. */
function reasonsToHold(
  { city, mapping }: RowContext,
  text: string,
  visibility: Place['visibility'],
): string[] {
  if (!mapping.screening || visibility === 'staff') return []
  const found = holdReasons(text, city.profile.moderationWords)
  return city.publication === 'before' ? [...found, 'city'] : found
}

/** The term that the file states, to the minute; without one, the city's own. */
function officeTerm(
  { city, calendar, targets }: RowContext,
  { filedAt, dueAt }: Times,
  categoryId: number | null,
): Term {
  const category = categoryId === null ? undefined : targets.directory.categoryById.get(categoryId)
  const own = termOf(city, calendar, filedAt, category?.termDays ?? city.termDays)
  if (dueAt === null) return own
  const dueOn = localDate(Temporal.Instant.fromEpochMilliseconds(dueAt), city.timeZone).toString()
  return { registeredOn: own.registeredOn, dueOn, dueAt, calendar: 'import' }
}

/** What the file says of the end; the answer's text is its notes, or the name of its status. */
function closingOf({ mapping, city, now }: RowContext, read: Read, at: number): Closing {
  const notes = read('status_notes')
  const outcome = meaningOf(mapping.values.outcome, read('outcome') || notes) ?? 'solved'
  const text = cut(notes || read('status_description'), longestText)
  const silentAt = at + city.reopenDays * 86_400_000
  return { at, outcome, text, lang: mapping.lang, silentAt: silentAt <= now ? silentAt : null }
}

/** 0, 0 is how many systems write that they do not know. */
function pointOf(latText: string, lonText: string): { lat: number; lon: number } | null {
  if (latText === '' && lonText === '') return null
  const lat = Number(latText.replace(',', '.'))
  const lon = Number(lonText.replace(',', '.'))
  if (latText === '' || lonText === '' || !(Math.abs(lat) <= 85) || !(Math.abs(lon) <= 180)) {
    throw new BadRow('lat or long is not a number of degrees')
  }
  return lat === 0 && lon === 0 ? null : { lat, lon }
}

/** The beginning of a text, never half a character. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
