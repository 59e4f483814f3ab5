import { Temporal } from 'temporal-polyfill'
import type { Tag, Tone } from '../../platform/http/parts.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { type DateShape, formatDay, formatInstant, formatNumber } from '../../platform/time/format.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { nameIn } from '../city/index.ts'
import { streetName } from '../places/index.ts'
import type { Around } from './around.ts'
import type { HouseRange } from './houses.ts'
import { isLate, movesToWarn, stateOf, type WorkState } from './rules.ts'
import { saidIn } from './words.ts'
import type { StreetPart, Work } from './work.ts'

/** Words of a work as every page, file and letter has them. */
type Words = { lang: Lang; t: Translate; timeZone: string }

export type Period = { startsAt: number; endsAt: number; allDay: boolean }

const dayAt = (at: number, timeZone: string): string =>
  localDate(Temporal.Instant.fromEpochMilliseconds(at), timeZone).toString()

/** First and last day, local ISO dates. */
export const daysOf = ({ startsAt, endsAt }: Period, timeZone: string) => ({
  first: dayAt(startsAt, timeZone),
  last: dayAt(endsAt, timeZone),
})

/** "26 November – 3 December 2026", "26 November 2026, 09:00–17:00". */
export function periodText(period: Period, { lang, timeZone }: Words, shape: DateShape = 'long'): string {
  const { first, last } = daysOf(period, timeZone)
  const day = (iso: string) => formatDay(iso, lang, shape)
  if (period.allDay) return first === last ? day(first) : `${day(first)} – ${day(last)}`
  const time = (at: number) => formatInstant(at, lang, timeZone, 'time')
  const [from, to] = [time(period.startsAt), time(period.endsAt)]
  return first === last ? `${day(first)}, ${from}–${to}` : `${day(first)}, ${from} – ${day(last)}, ${to}`
}

const stateLooks = {
  draft: { tone: 'neutral', icon: 'pencil' },
  planned: { tone: 'info', icon: 'calendar-clock' },
  underway: { tone: 'accent', icon: 'hammer' },
  done: { tone: 'success', icon: 'circle-check' },
  cancelled: { tone: 'neutral', icon: 'ban' },
} as const satisfies Record<WorkState, { tone: Tone; icon: string }>

export const stateTag = (work: Work, { t, now }: Pick<Around, 't' | 'now'>): Tag => {
  const state = stateOf(work, now)
  return { ...stateLooks[state], label: t(`works:state.${state}`) }
}

/** What a reader is to be warned of, or null: the term is over, or the dates moved again and again. */
export function warningOf(work: Work, { t, now }: Pick<Around, 't' | 'now'>): string | null {
  if (isLate(work, now)) return t('works:warning.late')
  const isOpen = ['planned', 'underway'].includes(stateOf(work, now))
  return isOpen && work.moveCount >= movesToWarn ? t('works:warning.moved', { count: work.moveCount }) : null
}

export const titleOf = (work: Pick<Work, 'title'>, lang: Lang) => saidIn(work.title, lang)

/** "2–40, even side"; '' for a whole street. */
export function housesText({ from, to, side }: HouseRange, t: Translate): string {
  const range =
    from === null || to === null
      ? ''
      : from === to
        ? t('works:houses.one', { house: String(from) })
        : t('works:houses.range', { from, to })
  return [range, side === 'all' ? '' : t(`works:houses.${side}`)].filter(Boolean).join(', ')
}

export function streetText({ street, range }: StreetPart, { lang, t }: Pick<Words, 'lang' | 't'>): string {
  const name = streetName({ lang, t }, street)
  const houses = housesText(range, t)
  return houses === '' ? name : `${name}, ${houses}`
}

/** Where it is, in one line: streets, else its own words, else the district. */
export function placeLine(
  work: Pick<Work, 'streets' | 'words' | 'districtId'>,
  { lang, t, city }: Pick<Around, 'lang' | 't' | 'city'>,
): string {
  const streets = work.streets.map((part) => streetText(part, { lang, t })).join('; ')
  if (streets !== '') return streets
  const said = saidIn(work.words.place, lang).text
  return said === '' ? districtName(work, { lang, city }) : said
}

export function districtName(
  { districtId }: Pick<Work, 'districtId'>,
  { lang, city }: Pick<Around, 'lang' | 'city'>,
) {
  const area = city.areas.find(({ id }) => id === districtId)
  return area === undefined ? '' : nameIn(area.names, lang)
}

export const moneyText = (sum: number, { lang, t }: Pick<Words, 'lang' | 't'>): string =>
  t('works:money', { sum: formatNumber(sum, lang) })
