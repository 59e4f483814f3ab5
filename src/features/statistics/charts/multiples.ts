import type { DataFigure, DataTable } from '../../../platform/charts/data-figure.ts'
import { multiplesChart } from '../../../platform/charts/multiples-chart.ts'
import { formatMonthShort, formatNumber, formatShare } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { Slice } from '../figures/bodies.ts'
import type { MonthCounts } from '../figures/months.ts'
import { FEWEST_FOR_PERCENT, FEWEST_TO_COMPARE } from '../figures/small-numbers.ts'
import { type Reading, shareWords } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import { countCell, monthCell, nameCell, shareCell } from './cells.ts'
import { footOf, type OfficesNumbers, type SubjectNumbers, shortNames } from './place.ts'

const MOST_PANELS = 12
const FEWEST_MONTHS = 3

type Panel = { code: string; name: string; href: string; value: string; months: readonly MonthCounts[] }

/** Share answered in time by month, one small line for each office; grey: all together. */
export function officesMonthsChart(numbers: OfficesNumbers): DataFigure | null {
  const { reading, offices } = numbers
  const { city, lang, t } = reading
  const names = shortNames(reading)
  const panels = offices.offices
    // Without a month that may be told there is no line to show.
    .filter(
      ({ onTime, months }) => onTime.of >= FEWEST_TO_COMPARE && months.some((one) => percentOf(one) !== null),
    )
    .map(({ office, onTime, months }) => ({
      code: office,
      name: names(office),
      href: statisticsPaths.office(lang, city.slug, office),
      value: onTime.share === null ? '' : formatShare(onTime.share, lang),
      months,
      due: onTime.of,
      share: onTime.share,
    }))
  const shown = largest(panels, ({ due }) => due)
  if (shown.length < 2 || offices.months.length < FEWEST_MONTHS) return null
  return {
    id: 'offices-months',
    level: 2,
    key: [],
    title: rangeOf(
      panels.map(({ share }) => share ?? 0),
      reading,
    ),
    subtitle: t('statistics:multiples.offices.subtitle'),
    description: t('statistics:multiples.offices.description', {
      share: shareWords(offices.together.onTime, reading),
    }),
    chart: multiplesChart({
      ...edges(offices.months, reading),
      panels: shown.map(({ name, href, value, months }) => ({
        label: name,
        href,
        value,
        values: months.map(percentOf),
      })),
      reference: offices.months.map(percentOf),
      max: 100,
      format: (value) => formatShare(value / 100, lang),
    }),
    note: noteOf(shown.length, panels.length, reading),
    table: tableOf(shown, 'office', reading),
    ...footOf('offices-months', numbers),
  }
}

/** Of all who have enough due, drawn or not. */
function rangeOf(shares: readonly number[], { lang, t }: Reading): string {
  const [least, most] = [formatShare(Math.min(...shares), lang), formatShare(Math.max(...shares), lang)]
  return least === most
    ? t('statistics:multiples.offices.same', { share: least })
    : t('statistics:multiples.offices.title', { least, most })
}

function noteOf(shown: number, all: number, { lang, t }: Reading): string {
  const note = t('statistics:multiples.offices.note')
  if (shown === all) return note
  const counts = { n: formatNumber(shown, lang), of: formatNumber(all, lang) }
  return `${note} ${t('statistics:multiples.offices.largest', counts)}`
}

/** Received by month, one small line for each district. */
export function districtsMonthsChart(numbers: SubjectNumbers): DataFigure | null {
  const { reading, subject, query } = numbers
  const { city, lang, t } = reading
  const names = new Map(city.areas.map(({ code, names }) => [code, nameIn(names, lang)]))
  const panels = subject.districts.flatMap(
    ({ code, received, months }: Slice): (Panel & { received: number })[] =>
      code === null
        ? []
        : [
            {
              code,
              name: names.get(code) ?? code,
              href: statisticsPaths.city(lang, city.slug, { ...daysGiven(query), district: code }),
              value: formatNumber(received, lang),
              months,
              received,
            },
          ],
  )
  const shown = largest(panels, ({ received }) => received)
  const [first] = shown
  if (first === undefined || shown.length < 2 || first.months.length < FEWEST_MONTHS) return null
  return {
    id: 'districts-months',
    level: 2,
    key: [],
    title: t('statistics:multiples.districts.title', { name: first.name, n: first.value }),
    subtitle: t('statistics:multiples.districts.subtitle'),
    description: t('statistics:multiples.districts.description', { n: formatNumber(shown.length, lang) }),
    chart: multiplesChart({
      ...edges(first.months, reading),
      panels: shown.map(({ name, href, value, months }) => ({
        label: name,
        href,
        value,
        values: months.map((month) => month.received),
      })),
      format: (value) => formatNumber(value, lang),
    }),
    table: tableOf(shown, 'district', reading),
    ...footOf('districts-months', numbers),
  }
}

const daysGiven = ({ window, windowGiven }: SubjectNumbers['query']) => (windowGiven ? window : {})

/** Those with most cases, still in their own order: it is no ranking. */
function largest<Row>(rows: readonly Row[], sizeOf: (row: Row) => number): Row[] {
  const most = new Set(rows.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, MOST_PANELS))
  return rows.filter((row) => most.has(row))
}

const percentOf = ({ onTime }: MonthCounts): number | null =>
  onTime.of < FEWEST_FOR_PERCENT || onTime.share === null ? null : onTime.share * 100

const edges = (months: readonly MonthCounts[], { lang }: Reading) => ({
  from: formatMonthShort(`${months[0]?.month}-01`, lang),
  to: formatMonthShort(`${months.at(-1)?.month}-01`, lang),
})

function tableOf(panels: readonly Panel[], of: 'office' | 'district', reading: Reading): DataTable {
  const { t } = reading
  const isOffice = of === 'office'
  return {
    caption: t(`statistics:multiples.${of}s.subtitle`),
    columns: [
      { key: of, label: t(`statistics:col.${of}`) },
      { key: 'month', label: t('statistics:col.month') },
      isOffice
        ? { key: 'onTime', label: t('statistics:col.onTime'), numeric: true }
        : { key: 'received', label: t('statistics:col.received'), numeric: true },
    ],
    rows: panels.flatMap(({ code, name, href, months }) =>
      months.map((month) => [
        nameCell(code, name, href),
        monthCell(month.month, reading),
        isOffice ? shareCell(month.onTime, reading) : countCell(month.received, reading),
      ]),
    ),
  }
}
