import { nameIn } from '../../city/index.ts'
import {
  answersInWords,
  type ComplaintRow,
  complaintPaths,
  formatNumber,
  publicText,
  type Reading,
  timelineOf,
} from '../../complaints/index.ts'
import { momentText } from './moment.ts'
import type { RequestRow } from './queries.ts'
import type { Json } from './xml.ts'

/** Longer status notes are cut: the whole answer stands on the page of the complaint. */
const longestNotes = 4000

/** A public complaint as GeoReport v2 names its parts; `whole` adds what the extensions add. */
export function requestView(row: RequestRow, reading: Reading, whole?: ComplaintRow): Json {
  const { directory, lang, t, timeZone, origin } = reading
  const category = directory.categoryById.get(row.categoryId ?? 0)
  const office = directory.officeById.get(row.officeId ?? 0)
  const moment = (at: number | null) => (at === null ? null : momentText(at, timeZone))
  return {
    service_request_id: formatNumber(row.number),
    status: row.open ? 'open' : 'closed',
    status_notes: statusNotes(row, reading),
    service_name: category === undefined ? null : nameIn(category.names, lang),
    service_code: category?.code ?? null,
    description: orNull(publicText(row.text, t)),
    agency_responsible: office === undefined ? null : nameIn(office.names, lang),
    service_notice: null,
    requested_datetime: momentText(row.receivedAt, timeZone),
    updated_datetime: moment(row.open ? row.changedAt : (row.closedAt ?? row.changedAt)),
    expected_datetime: moment(row.dueAt),
    address: orNull(
      [row.address, row.landmark]
        .map((part) => publicText(part, t))
        .filter(Boolean)
        .join(', '),
    ),
    address_id: null,
    zipcode: null,
    lat: row.lat,
    long: row.lon,
    media_url: row.photoId === null ? null : origin + complaintPaths.photo(row.photoId, 'large'),
    ...(whole === undefined ? {} : extensionsOf(row, reading, whole)),
  }
}

/** The state in words, what the office says its answer is, and the answer. */
function statusNotes({ status, outcome, answer }: RequestRow, { t }: Reading): string {
  const said = [
    t(`complaints:status.${status}`),
    outcome === null ? '' : t(`complaints:outcome.${outcome}`),
    answer ?? '',
  ]
  return said.filter(Boolean).join('. ').slice(0, longestNotes).toWellFormed()
}

const orNull = (text: string): string | null => (text === '' ? null : text)

/** What the portal knows beyond the standard; names as other cities call them where they do. */
function extensionsOf(row: RequestRow, reading: Reading, whole: ComplaintRow): Record<string, Json> {
  const { city, lang, timeZone, origin } = reading
  const area = city.areas.find(({ id }) => id === whole.facts?.districtId)
  return {
    extended_attributes: {
      channel: whole.facts?.channel ?? null,
      district: area === undefined ? null : nameIn(area.names, lang),
      status_code: row.status,
      outcome_code: row.outcome,
      verdict: whole.verdict,
      last_change_datetime: momentText(row.changedAt, timeZone),
      transfer_count: whole.facts?.transferCount ?? 0,
      reopened_count: whole.facts?.reopenedCount ?? 0,
      reporters: whole.reporters,
      supporters: whole.supportCount,
      duplicate: whole.mergedInto !== null,
      parent_service_request_id: whole.mergedInto === null ? null : formatNumber(whole.mergedInto),
      url: origin + complaintPaths.show(lang, city.slug, row.number),
      media_urls: whole.photos.map(({ id }) => origin + complaintPaths.photo(id, 'large')),
    },
    attributes: attributesOf(whole, reading),
    notes: notesOf(whole, reading),
  }
}

/** The answers to the questions of the category, in the order of the questions. */
function attributesOf({ words, facts }: ComplaintRow, reading: Reading): Json[] {
  const answered = words?.answered ?? {}
  const questions = reading.directory.categoryById.get(facts?.categoryId ?? 0)?.questions ?? []
  const placeOf = (code: string) => questions.findIndex((question) => question.code === code)
  const inWords = answersInWords(reading, answered)
  return Object.keys(answered)
    .map((key, index) => ({
      code: key.split('--')[1] ?? key,
      label: inWords[index]?.label ?? key,
      value: publicText(inWords[index]?.value ?? '', reading.t),
    }))
    .toSorted((a, b) => placeOf(a.code) - placeOf(b.code))
}

/** The public history, oldest first. */
export function notesOf(whole: ComplaintRow, reading: Reading) {
  const entries = timelineOf(whole.activity, reading, {
    textLang: whole.words?.textLang ?? reading.lang,
    photoOf: () => null,
  }).toReversed()
  return entries.map(({ title, by, note, text }, index) => {
    const entry = whole.activity[index]
    return {
      datetime: momentText(entry?.at ?? 0, reading.timeZone),
      type: entry?.kind ?? '',
      summary: title,
      description: orNull([note, text, answerAt(whole, index)].filter(Boolean).join('\n')),
      by: by ?? null,
    }
  })
}

/** The words of an answer stand beside the history, not in it. */
function answerAt({ activity, answers }: ComplaintRow, index: number): string | null {
  const isAnswer = (kind: string | undefined) =>
    kind === 'answered' || kind === 'refused' || kind === 'planned'
  const entry = activity[index]
  if (entry === undefined || !isAnswer(entry.kind) || entry.kind === 'planned') return null
  const no = activity.slice(0, index + 1).filter(({ kind }) => isAnswer(kind)).length
  return answers.find((answer) => answer.no === no && !answer.concealed)?.text ?? null
}
