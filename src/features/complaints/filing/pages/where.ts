import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { SummaryError } from '../../../../platform/http/parts.ts'
import { formatNumber } from '../../../../platform/time/format.ts'
import { type City, nameIn } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { mostMetres, type Place, type Point, placeLimit } from '../draft.ts'
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
  district: { value: string; options: { value: string; label: string }[] } | null
  point: { lat: string; lon: string; accuracy: string; text: string; error: string }
  outside: { text: string; moveTo: { city: string; label: string } | null } | null
  /** The category to confirm when none was chosen; else only its questions. */
  topic: Topic
  categoryHref: string
  report: ReportForm
  /** A position from the device that is less sure is not taken. */
  mostMetres: number
  /** `west,south,east,north`, and `lat,lon` of the chosen point or ''. */
  map: { bounds: string; point: string; shapesHref: string }
}

export const wherePage = definePage<WhereModel>('filing/where', { layout: 'filing' })

export type WhereInput = {
  draft: Draft
  typed: Record<'address' | 'landmark' | 'district', string> & { point: Point | null }
  errors?: Parameters<typeof sentencesOf>[1]
  outside?: Outside
  /** Answers to questions as typed; by default those of the draft. */
  answered?: Record<string, string>
  bad?: Record<string, 'number' | 'long'>
}

const nowhere: Place = { address: '', landmark: '', district: null, point: null }

/** The step as the draft has it. */
export function whereModelOf(filer: Filer, draft: Draft): WhereModel {
  const place = draft.data.place ?? nowhere
  return whereModel(filer, { draft, typed: { ...place, district: place.district ?? '' } })
}

export function whereModel(filer: Filer, input: WhereInput): WhereModel {
  const { lang, t, city } = filer
  const { draft, typed, errors = {}, outside, answered = draft.data.answers, bad = {} } = input
  const sentences = sentencesOf(t, errors, { max: placeLimit })
  const { bounds } = city.profile
  return {
    page: stepMeta(t('filing:where.title')),
    head: stepHead(filer, 2, complaintPaths.step(lang, city.slug, draft.token, 'what')),
    errors: [...summaryOf(sentences), ...summaryOf(badAnswers(t, bad))],
    action: complaintPaths.step(lang, city.slug, draft.token, 'where'),
    address: { value: typed.address, error: sentences['address'] ?? '' },
    landmark: { value: typed.landmark, error: sentences['landmark'] ?? '' },
    district: districtField(filer, typed.district),
    point: { ...pointField(filer, typed.point), error: sentences['point'] ?? '' },
    outside: outside ? outsideNote(filer, outside) : null,
    categoryHref: complaintPaths.step(lang, city.slug, draft.token, 'category'),
    report: { city: city.slug, key: draft.token, first: false },
    topic: topicOf(filer, draft.data, { answered, bad }),
    mostMetres,
    map: {
      bounds: [bounds.west, bounds.south, bounds.east, bounds.north].join(','),
      point: typed.point === null ? '' : `${typed.point.lat},${typed.point.lon}`,
      shapesHref: complaintPaths.shapes(lang, city.slug),
    },
  }
}

function districtField({ lang, t, city }: Filer, value: string): WhereModel['district'] {
  if (city.areas.length === 0) return null
  const names = city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))
  return { value, options: [{ value: '', label: t('filing:where.districtUnknown') }, ...names] }
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

function outsideNote({ lang, t }: Filer, { other }: Outside): WhereModel['outside'] {
  if (other === null) return { text: t('filing:where.outsideNone'), moveTo: null }
  const city = nameIn(other.names, lang)
  return {
    text: t('filing:where.outsideOther', { city }),
    moveTo: { city: other.slug, label: t('filing:where.outsideContinue', { city }) },
  }
}
