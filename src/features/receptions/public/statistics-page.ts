import type { RequestHandler } from 'express'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../../platform/deps.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Tab, Table } from '../../../platform/http/parts.ts'
import { formatDay, formatNumber } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { nameIn } from '../../city/index.ts'
import { channelName } from '../../complaints/index.ts'
import { receptionPaths } from '../paths.ts'
import { type Body, bodiesOf } from '../queries.ts'
import { type Place, placeOf } from '../reading.ts'
import { fewestShown } from '../rules.ts'
import { consultationsOf, type VisitCount, visitChannels, visitsOf } from '../statistics-query.ts'
import { crumbsOf } from './bodies-page.ts'
import { tabsOf } from './timetable-page.ts'

export type StatisticsModel = PageModel & {
  tabs: Tab[]
  month: string
  earlierHref: string | null
  laterHref: string | null
  visits: Table | null
  consultations: Table | null
  note: string
}

export const statisticsPage = definePage<StatisticsModel>('receptions/statistics')

export type StatisticsInput = Place & {
  bodies: readonly Body[]
  month: Temporal.PlainYearMonth
  /** Of the city's clock, and the month in which its portal opened. */
  thisMonth: Temporal.PlainYearMonth
  firstMonth: Temporal.PlainYearMonth
  visits: readonly VisitCount[]
  consultations: readonly { channel: string; said: number }[]
}

/** Visits of a month by body and channel. */
export function statisticsModel(input: StatisticsInput): StatisticsModel {
  const { city, lang, t, month, thisMonth, firstMonth } = input
  const hrefOf = (other: Temporal.PlainYearMonth) =>
    `${receptionPaths.statistics(lang, city.slug)}?month=${other.toString()}`
  const isAfter = (a: Temporal.PlainYearMonth, b: Temporal.PlainYearMonth) =>
    a.toString().localeCompare(b.toString()) > 0
  return {
    page: { title: t('receptions:statistics.title'), crumbs: crumbsOf(input) },
    tabs: tabsOf(input, 'statistics'),
    month: formatDay(`${month.toString()}-01`, lang, 'month'),
    earlierHref: isAfter(month, firstMonth) ? hrefOf(month.subtract({ months: 1 })) : null,
    laterHref: isAfter(thisMonth, month) ? hrefOf(month.add({ months: 1 })) : null,
    visits: visitTable(input),
    consultations: consultationTable(input),
    note: t('receptions:statistics.note', { count: fewestShown }),
  }
}

/** Few of something are not told as a number, and sums leave them out, or they could be worked out. */
const isShown = (count: number): boolean => count === 0 || count >= fewestShown

function visitTable({ visits, bodies, lang, t }: StatisticsInput): Table | null {
  if (visits.length === 0) return null
  const countOf = (bodyId: number, channel: string) =>
    visits.find((one) => one.bodyId === bodyId && one.channel === channel)?.visits ?? 0
  const sumOf = (counts: readonly number[]) => {
    const sum = counts.filter(isShown).reduce((all, one) => all + one, 0)
    // Nobody came is another thing than few came.
    return sum === 0 && !counts.every(isShown) ? '—' : formatNumber(sum, lang)
  }
  const cell = (count: number) =>
    isShown(count) ? formatNumber(count, lang) : t('receptions:statistics.few', { count: fewestShown })
  const visited = bodies.filter(({ id }) => visits.some(({ bodyId }) => bodyId === id))
  return {
    caption: t('receptions:statistics.visits'),
    columns: [
      { label: t('receptions:field.body') },
      ...visitChannels.map((channel) => ({ label: t(`receptions:channel.${channel}`), numeric: true })),
      { label: t('receptions:statistics.sum'), numeric: true },
    ],
    rows: visited.map((body) => {
      const counts = visitChannels.map((channel) => countOf(body.id, channel))
      return [nameIn(body.names, lang), ...counts.map(cell), sumOf(counts)]
    }),
  }
}

function consultationTable({ consultations, lang, t }: StatisticsInput): Table | null {
  if (consultations.length === 0) return null
  return {
    caption: t('receptions:statistics.consultations'),
    columns: [
      { label: t('receptions:statistics.channel') },
      { label: t('receptions:statistics.questions'), numeric: true },
    ],
    rows: consultations.map(({ channel, said }) => [
      channelName(channel, t),
      isShown(said) ? formatNumber(said, lang) : t('receptions:statistics.few', { count: fewestShown }),
    ]),
  }
}

export function showStatistics(deps: Deps): RequestHandler {
  return async (req, res) => {
    const place = placeOf(deps, res)
    const { city } = place
    const today = localDate(place.now, city.timeZone)
    const opened = localDate(Temporal.Instant.fromEpochMilliseconds(city.openedAt), city.timeZone)
    const [thisMonth, firstMonth] = [today.toPlainYearMonth(), opened.toPlainYearMonth()]
    const month = monthOf(req.query['month'], { thisMonth, firstMonth })
    const period = {
      ...{ cityId: city.id, timeZone: city.timeZone },
      from: month.toPlainDate({ day: 1 }).toString(),
      until: month.add({ months: 1 }).toPlainDate({ day: 1 }).toString(),
    }
    const [bodies, visits, consultations] = await Promise.all([
      bodiesOf(deps, city.id),
      visitsOf(deps, period),
      consultationsOf(deps, period),
    ])
    const months = { month, thisMonth, firstMonth }
    statisticsPage(res, statisticsModel({ ...place, ...months, bodies, visits, consultations }))
  }
}

/** The asked month within the life of the portal; anything else is this month. */
function monthOf(
  asked: unknown,
  { thisMonth, firstMonth }: { thisMonth: Temporal.PlainYearMonth; firstMonth: Temporal.PlainYearMonth },
): Temporal.PlainYearMonth {
  if (typeof asked !== 'string' || !/^\d{4}-(?:0[1-9]|1[0-2])$/.test(asked)) return thisMonth
  if (asked < firstMonth.toString() || asked > thisMonth.toString()) return thisMonth
  return Temporal.PlainYearMonth.from(asked)
}
