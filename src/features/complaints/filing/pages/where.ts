import { districtOf } from '../../../../platform/geo/geojson.ts'
import type { Hint } from '../../../../platform/http/beside.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Option, SummaryError } from '../../../../platform/http/parts.ts'
import { formatNumber } from '../../../../platform/time/format.ts'
import { type City, nameIn } from '../../../city/index.ts'
import { type FoundPlace, placePaths } from '../../../places/index.ts'
import { complaintPaths } from '../../paths.ts'
import { mostMetres, type Place, type Point, placeLimit } from '../draft.ts'
import { type PointMap, pointMap } from '../point-map.ts'
import type { Draft } from '../queries.ts'
import { type Filer, type StepHead, sentencesOf, stepHead, stepMeta, summaryOf } from './surroundings.ts'
import { badAnswers, type Topic, topicOf } from './topic.ts'
import type { ReportForm } from './what.ts'

/** A point outside this city; `other` is the city of this portal that it lies in. */
export type Outside = { other: City | null }

export type WhereModel = PageModel & {
  head: StepHead
  errors: SummaryError[]
  action: string
  address: { value: string; error: string }
  landmark: { value: string; error: string }
  /** `matches`: streets of the city's list for what was typed, and last to leave it; null when nobody searched. */
  places: { href: string; matches: Option[] | null }
  district: { value: string; options: { value: string; label: string }[]; hint: string } | null
  point: { lat: string; lon: string; accuracy: string; text: string; error: string }
  hints: Hint[]
  outside: { text: string; moveTo: { city: string; label: string } | null } | null
  /** The category to confirm when none was chosen; else only its questions. */
  topic: Topic
  categoryHref: string
  report: ReportForm
  /** A position from the device that is less sure is not taken. */
  mostMetres: number
  map: PointMap & { factsHref: string }
}

export const wherePage = definePage<WhereModel>('filing/where', { layout: 'filing' })

export type WhereInput = {
  draft: Draft
  typed: Record<'address' | 'landmark' | 'district', string> & { point: Point | null }
  errors?: Parameters<typeof sentencesOf>[1]
  outside?: Outside
  /** What other parts of the portal know about these words and this place. */
  hints: Hint[]
  /** What the search for the address has found, when somebody searched. */
  found?: readonly FoundPlace[] | undefined
  /** Answers to questions as typed; by default those of the draft. */
  answered?: Record<string, string>
  bad?: Record<string, 'number' | 'long'>
}

const nowhere: Place = { address: '', landmark: '', district: null, point: null }

/** The step as the draft has it. */
export function whereModelOf(
  filer: Filer,
  draft: Draft,
  more: Pick<WhereInput, 'found' | 'hints'> = { hints: [] },
): WhereModel {
  const place = draft.data.place ?? nowhere
  return whereModel(filer, { draft, ...more, typed: { ...place, district: place.district ?? '' } })
}

export function whereModel(filer: Filer, input: WhereInput): WhereModel {
  const { lang, t, city } = filer
  const { draft, typed, found, errors = {}, outside, answered = draft.data.answers, bad = {} } = input
  const sentences = sentencesOf(t, errors, { max: placeLimit })
  return {
    page: stepMeta(t('filing:where.title')),
    head: stepHead(filer, 2, complaintPaths.step(lang, city.slug, draft.token, 'what')),
    errors: [...summaryOf(sentences), ...summaryOf(badAnswers(t, bad))],
    action: complaintPaths.step(lang, city.slug, draft.token, 'where'),
    address: { value: typed.address, error: sentences['address'] ?? '' },
    landmark: { value: typed.landmark, error: sentences['landmark'] ?? '' },
    places: {
      href: placePaths.search(lang, city.slug),
      matches: found === undefined ? null : matchesOf(filer, found),
    },
    district: districtField(filer, typed),
    point: { ...pointField(filer, typed.point), error: sentences['point'] ?? '' },
    hints: input.hints,
    outside: outside ? outsideNote(filer, outside) : null,
    categoryHref: complaintPaths.step(lang, city.slug, draft.token, 'category'),
    report: { city: city.slug, key: draft.token, first: false },
    topic: topicOf(filer, draft.data, { answered, bad }),
    mostMetres,
    map: {
      ...pointMap(city, lang, typed.point),
      factsHref: complaintPaths.pointFacts(lang, city.slug),
    },
  }
}

/** The found places as radios; the last one leaves what was written. */
function matchesOf({ t }: Filer, found: readonly FoundPlace[]): Option[] {
  const radios = found.map(({ value, hint }): Option => ({ value, label: value, ...(hint ? { hint } : {}) }))
  return [...radios, { value: '', label: t('filing:places.keep') }]
}

function districtField(filer: Filer, { district, point }: WhereInput['typed']): WhereModel['district'] {
  const { lang, t, city } = filer
  if (city.areas.length === 0) return null
  const names = city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))
  const facts = point === null ? null : pointFacts(filer, point).district
  return {
    value: district,
    options: [{ value: '', label: t('filing:where.districtUnknown') }, ...names],
    hint: facts?.text ?? '',
  }
}

/** What a page may say of a point as soon as it is chosen; `outside` is filled in by who knows the other cities. */
export function pointFacts({ lang, t, city }: Filer, point: Point) {
  const area = districtOf(point, city.areas)
  if (area === null) return { district: null }
  const text = t('filing:where.districtFromPoint', { district: nameIn(area.names, lang) })
  return { district: { code: area.code, text } }
}

function pointField({ t, lang }: Filer, point: Point | null) {
  if (point === null) return { lat: '', lon: '', accuracy: '', text: '' }
  const lat = String(point.lat)
  const lon = String(point.lon)
  const text =
    point.accuracy === null
      ? t('filing:where.pointChosen', { lat, lon })
      : t('filing:where.pointAccuracy', { lat, lon, metres: formatNumber(point.accuracy, lang) })
  return { lat, lon, accuracy: point.accuracy === null ? '' : String(point.accuracy), text }
}

export function outsideNote({ lang, t }: Filer, { other }: Outside): WhereModel['outside'] {
  if (other === null) return { text: t('filing:where.outsideNone'), moveTo: null }
  const city = nameIn(other.names, lang)
  return {
    text: t('filing:where.outsideOther', { city }),
    moveTo: { city: other.slug, label: t('filing:where.outsideContinue', { city }) },
  }
}
