import type { Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatInstant } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import type { Reading } from '../public/reading.ts'
import type { ComplaintRow, ComplaintWords } from '../public/show/queries.ts'
import { appealDays, filingDays } from './terms-of-law.ts'

/** Languages of formal papers: the state language and Russian (domain.md B12, B18). */
export const formalLangs = ['kk', 'ru'] as const
export type FormalLang = (typeof formalLangs)[number]

type Input = {
  row: ComplaintRow
  words: ComplaintWords
  reading: Reading
  lang: FormalLang
  /** Texts in the language of the paper. */
  t: Translate
}

/** An appeal ready for eOtinish: only name and address are left to fill in. The resident's words stay as they are. */
export function formalText({ row, words, reading, lang, t }: Input): string {
  const { city, today, timeZone, origin } = reading
  const days = filingDays(reading)
  const day = (iso: string) => formatDay(iso, lang)
  const paragraphs = [
    headOf({ row, words, reading, lang, t }),
    t('formal:text.title'),
    words.text,
    placeOf({ row, words, reading, lang, t }),
    t('formal:text.reported', {
      day: formatInstant(row.receivedAt, lang, timeZone),
      number: formatNumber(row.number),
      url: origin + complaintPaths.show(lang, city.slug, row.number),
    }),
    historyOf({ row, words, reading, lang, t }),
    t('formal:text.demand', {
      days: city.termDays,
      due: day(days.answerBy),
      forwardDays: city.profile.forwardDays,
      forward: day(days.forwardBy),
    }),
    row.photos.length === 0 ? '' : t('formal:text.attached', { count: row.photos.length }),
    t('formal:text.date', { day: day(today.toString()) }),
  ]
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

/** A complaint about the answer or the silence of the office; null while there is nothing to complain about. */
export function appealText({ row, words, reading, lang, t }: Input): string | null {
  const days = appealDays(row, reading)
  if (days === null) return null
  const day = (iso: string) => formatDay(iso, lang)
  const paragraphs = [
    headOf({ row, words, reading, lang, t }),
    t('formal:appeal.textTitle'),
    t(days.about === 'answer' ? 'formal:appeal.text_of_answer' : 'formal:appeal.text_of_silence', {
      day: day(days.from),
      number: formatNumber(row.number),
      url: reading.origin + complaintPaths.show(lang, reading.city.slug, row.number),
    }),
    t('formal:appeal.matter', { text: words.text }),
    t('formal:appeal.demand', {
      passOnDays: days.terms.passOnDays,
      passedOn: day(days.passedOnBy),
      reviewDays: days.terms.reviewDays,
      decided: day(days.decidedBy),
    }),
    t('formal:text.date', { day: day(reading.today.toString()) }),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function headOf({ row, reading, lang, t }: Input): string {
  const { directory, city } = reading
  const office = row.facts?.officeId == null ? undefined : directory.officeById.get(row.facts.officeId)
  return t('formal:text.head', { office: nameIn(office?.names ?? city.names, lang) })
}

function placeOf({ row, words, reading, lang, t }: Input): string {
  const area = reading.city.areas.find(({ id }) => id === row.facts?.districtId)
  const point =
    words.lat === null || words.lon === null ? '' : `${words.lat.toFixed(6)}, ${words.lon.toFixed(6)}`
  const place = [
    nameIn(reading.city.names, lang),
    area === undefined ? '' : nameIn(area.names, lang),
    words.address,
    words.landmark,
    point,
  ]
  return t('formal:text.place', { place: place.filter(Boolean).join(', ') })
}

/** What the office has done with the report on the portal. */
function historyOf({ row, reading, lang, t }: Input): string {
  const answer = row.answers.at(-1)
  if (answer !== undefined) {
    return t('formal:text.answered', {
      day: formatInstant(answer.at, lang, reading.timeZone),
      outcome: t(`complaints:outcome.${answer.outcome}`),
    })
  }
  if (row.dueOn !== null && row.dueOn < reading.today.toString()) {
    return t('formal:text.unanswered', { day: formatDay(row.dueOn, lang) })
  }
  return ''
}
