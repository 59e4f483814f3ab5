import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { clean } from '../../platform/http/form.ts'
import { localDate } from '../../platform/time/local-day.ts'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { type City, termOf } from '../city/index.ts'
import { type BulkComplaint, type ComplaintEvent, importer } from '../complaints/index.ts'
import type { ReadDate } from './dates.ts'
import type { Field, ImportedOutcome, Mapping } from './mapping.ts'
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

export type RowResult =
  | { ok: true; complaint: BulkComplaint; id: string }
  | { ok: false; reason: string }
  | 'skip'

const mostText = 4000

/** One row of a file as a complaint with its history. The reason of a refusal is for the report, in English. */
export async function rowToComplaint(context: RowContext, row: Record<string, string>): Promise<RowResult> {
  const { city, mapping, readDate, targets, now } = context
  const field = (name: Field) => clean(row[mapping.columns[name] ?? ''] ?? '').trim()
  const refuse = (reason: string): RowResult => ({ ok: false, reason })

  const id = field('service_request_id')
  if (id === '') return refuse('no id')
  const state = lookUp(mapping.values.status, field('status_description'))
  if (state === 'skip') return 'skip'
  const filedAt = readDate(field('requested_datetime'))
  if (filedAt === null)
    return refuse(`requested date not understood: ${field('requested_datetime').slice(0, 40)}`)
  if (filedAt > now) return refuse('requested date lies in the future')
  const closedText = field('closed_date')
  const closedAt = closedText === '' ? null : readDate(closedText)
  if (closedText !== '' && closedAt === null)
    return refuse(`closed date not understood: ${closedText.slice(0, 40)}`)
  if (closedAt !== null && closedAt < filedAt) return refuse('closed before it was requested')
  if (closedAt !== null && closedAt > now) return refuse('closed date lies in the future')
  const isClosed = state === undefined ? closedAt !== null : state === 'closed'
  if (isClosed && closedAt === null) return refuse('closed without a date')
  const dueText = field('expected_datetime')
  const dueAt = dueText === '' ? null : readDate(dueText)
  if (dueText !== '' && dueAt === null) return refuse(`expected date not understood: ${dueText.slice(0, 40)}`)

  const point = pointOf(field('lat'), field('long'))
  if (point === 'bad') return refuse('lat or long is not a number of degrees')
  const categoryId = await targets.find('category', field('service_name') || field('service_subtype'))
  if (categoryId === 'refused') return refuse(`unknown category: ${field('service_name')}`)
  const officeId = await targets.find('office', field('agency_responsible'))
  if (officeId === 'refused') return refuse(`unknown office: ${field('agency_responsible')}`)
  const district = await targets.find('district', field('district'))
  const districtId = district === 'refused' ? null : district
  if (isClosed && officeId === null) return refuse('closed without an office')

  const text = (field('description') || field('service_subtype') || field('service_name')).slice(0, mostText)
  const channel = lookUp(mapping.values.channel, field('source')) ?? 'import'
  const term = officeTerm(context, filedAt, dueAt)
  const events = history({
    filed: { at: filedAt, channel, text, categoryId, districtId },
    term,
    officeId,
    closing: isClosed && closedAt !== null ? closingOf(context, field('status_notes'), closedAt) : null,
  })
  const complaint: BulkComplaint = {
    cityId: city.id,
    timeZone: city.timeZone,
    channel,
    text,
    textLang: mapping.lang,
    replyLang: mapping.lang,
    address: field('address').slice(0, 300),
    landmark: '',
    districtId,
    point,
    source: mapping.source,
    externalId: id,
    events,
  }
  return { ok: true, complaint, id }
}

const lookUp = <Meaning>(table: Record<string, Meaning> | undefined, value: string): Meaning | undefined =>
  table?.[value] ?? table?.['*']

function pointOf(lat: string, lon: string): { lat: number; lon: number } | null | 'bad' {
  if (lat === '' && lon === '') return null
  const point = { lat: Number(lat), lon: Number(lon) }
  const real = lat !== '' && lon !== '' && Math.abs(point.lat) <= 85 && Math.abs(point.lon) <= 180
  return real ? point : 'bad'
}

type Term = { registeredOn: string; dueOn: string; dueAt: number; calendar: string }

/** The term that the file states, to the minute; without one, the city's own. */
function officeTerm({ city, calendar }: RowContext, filedAt: number, dueAt: number | null): Term {
  const own = termOf(city, calendar, filedAt)
  if (dueAt === null) return own
  const dueOn = localDate(Temporal.Instant.fromEpochMilliseconds(dueAt), city.timeZone).toString()
  return { registeredOn: own.registeredOn, dueOn, dueAt, calendar: 'import' }
}

type Closing = { at: number; outcome: ImportedOutcome; text: string; lang: string; silentAt: number | null }

function closingOf({ mapping, city, now }: RowContext, notes: string, at: number): Closing {
  const outcome = lookUp(mapping.values.outcome, notes) ?? 'solved'
  const silentAt = at + city.reopenDays * 86_400_000
  return { at, outcome, text: notes, lang: mapping.lang, silentAt: silentAt <= now ? silentAt : null }
}

type History = {
  filed: { at: number; channel: string; text: string; categoryId: number | null; districtId: number | null }
  term: Term
  officeId: number | null
  closing: Closing | null
}

function history({ filed, term, officeId, closing }: History): ComplaintEvent[] {
  const { at, text, ...rest } = filed
  const textDigest = createHash('sha256').update(text).digest('hex')
  const { registeredOn, ...due } = term
  const events: ComplaintEvent[] = [
    {
      kind: 'filed',
      at,
      actor: importer,
      payload: { ...rest, textDigest, visibility: 'public', photos: [] },
    },
    { kind: 'registered', at, actor: importer, payload: { registeredOn } },
  ]
  if (officeId === null) return events
  events.push({ kind: 'sent', at, actor: importer, payload: { officeId, ruleId: null, ...due } })
  if (closing !== null) events.push(...closingEvents(closing, { ...importer, officeId }))
  return events
}

function closingEvents(closing: Closing, actor: ComplaintEvent['actor']): ComplaintEvent[] {
  const { at, outcome, text, lang, silentAt } = closing
  switch (outcome) {
    case 'solved':
    case 'explained': {
      const answered: ComplaintEvent = {
        kind: 'answered',
        at,
        actor,
        payload: { outcome, text, lang, photos: [] },
      }
      return silentAt === null
        ? [answered]
        : [answered, { kind: 'closed', at: silentAt, actor: importer, payload: {} }]
    }
    case 'refused':
      return [{ kind: 'refused', at, actor, payload: { ground: 'no_substance', text, lang } }]
    case 'forwarded':
      return [{ kind: 'forwarded', at, actor, payload: { to: text, reason: text } }]
    case 'withdrawn':
      return [{ kind: 'withdrawn', at, actor: importer, payload: { text } }]
    case 'merged':
      return [{ kind: 'merged', at, actor, payload: { intoId: null, intoNumber: text } }]
  }
}
