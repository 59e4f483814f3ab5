import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { dotRangeChart } from '../../../platform/charts/dot-range-chart.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import type { OfficeWaits } from '../figures/bodies.ts'
import { FEWEST_TO_COMPARE } from '../figures/small-numbers.ts'
import { daysOf } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import { daysCell, nameCell } from './cells.ts'
import { footOf, shortNames, type WaitsNumbers } from './place.ts'

/** More rows are read by nobody; the table has them all. */
const MOST_OFFICES = 12

/** Calendar days that a term of working days is about: five of seven. */
export const calendarDays = (workingDays: number) => Math.round((workingDays * 7) / 5)

type Row = { code: string; received: number; median: number; p90: number | null }

/** How long offices make people wait. In the order of the offices: it is no ranking. */
export function waitsChart(numbers: WaitsNumbers): DataFigure | null {
  const { reading, waits } = numbers
  const { city, lang, t } = reading
  const names = shortNames(reading)
  const hrefOf = (code: string) => statisticsPaths.office(lang, city.slug, code)
  const rows = waits.flatMap(rowOf)
  const byMedian = rows.toSorted((a, b) => a.median - b.median)
  const [fastest, slowest] = [byMedian[0], byMedian.at(-1)]
  if (fastest === undefined || slowest === undefined || rows.length < 2) return null
  const term = { term: city.termDays, days: formatNumber(calendarDays(city.termDays), lang) }
  return {
    id: 'waits',
    level: 2,
    title: titleOf(daysOf(fastest.median, reading), daysOf(slowest.median, reading), t),
    subtitle: t('statistics:waits.subtitle'),
    description: t('statistics:waits.description', {
      n: formatNumber(rows.length, lang),
      fast: names(fastest.code),
      slow: names(slowest.code),
    }),
    key: [],
    chart: dotRangeChart({
      rows: largest(rows).map(({ code, median, p90 }) => ({
        label: names(code),
        middle: median / 24,
        high: p90 === null ? null : p90 / 24,
        text: t('statistics:days', { n: daysOf(median, reading) }),
        href: hrefOf(code),
      })),
      format: (value) => formatNumber(value, lang),
      target: {
        value: calendarDays(city.termDays),
        label: t('statistics:office.term', { term: city.termDays }),
      },
    }),
    note: t('statistics:waits.note', term),
    table: {
      caption: t('statistics:waits.subtitle'),
      columns: [
        { key: 'office', label: t('statistics:col.office') },
        { key: 'medianDays', label: t('statistics:col.median'), numeric: true },
        { key: 'p90Days', label: t('statistics:col.p90'), numeric: true },
      ],
      rows: rows.map(({ code, median, p90 }) => [
        nameCell(code, names(code), hrefOf(code)),
        daysCell(median, reading),
        daysCell(p90, reading, t('statistics:notReached')),
      ]),
    },
    ...footOf('waits', numbers),
  }
}

const rowOf = ({ office, received, medianHours, p90Hours }: OfficeWaits): Row[] =>
  received < FEWEST_TO_COMPARE || medianHours.value === null
    ? []
    : [{ code: office, received, median: medianHours.value, p90: p90Hours.value }]

/** Those with most complaints, still in the order of the offices. */
function largest(rows: readonly Row[]): Row[] {
  const most = new Set(rows.toSorted((a, b) => b.received - a.received).slice(0, MOST_OFFICES))
  return rows.filter((row) => most.has(row))
}

const titleOf = (low: string, high: string, t: Translate): string =>
  low === high ? t('statistics:waits.same', { n: low }) : t('statistics:waits.title', { low, high })
