import { barChart } from '../../../platform/charts/bar-chart.ts'
import type { DataFigure } from '../../../platform/charts/data-figure.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import type { Slice } from '../figures/bodies.ts'
import type { FigureQuery } from '../figures/figure-query.ts'
import type { Reading } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import { countCell, nameCell, shareCell } from './cells.ts'
import { footOf, type SubjectNumbers } from './place.ts'

/** More rows are read by nobody; the table has them all. */
const MOST_BARS = 10

const daysGiven = ({ window, windowGiven }: FigureQuery) => (windowGiven ? window : {})

/** Received by category; null when there is nothing to compare. */
export function categoriesChart(numbers: SubjectNumbers): DataFigure | null {
  const { city, lang, directory, t } = numbers.reading
  const { office } = numbers.query
  const names = new Map(directory.categories.map(({ code, names }) => [code, nameIn(names, lang)]))
  return sliceChart(numbers, {
    slices: numbers.subject.categories,
    // A snapshot may tell of a category that the city no longer has.
    nameOf: (code) => (code === null ? t('statistics:noCategory') : (names.get(code) ?? code)),
    hrefOf: (category) =>
      office === null
        ? statisticsPaths.category(lang, city.slug, category, daysGiven(numbers.query))
        : complaintPaths.list(lang, city.slug, { office: office.code, category }),
  })
}

type SliceWords = {
  slices: readonly Slice[]
  /** Name of the row; null for complaints that have none. */
  nameOf: (code: string | null) => string
  hrefOf: (code: string) => string
}

function sliceChart(numbers: SubjectNumbers, words: SliceWords): DataFigure | null {
  const { slices, nameOf, hrefOf } = words
  const { lang, t } = numbers.reading
  const [first] = slices.filter(({ code }) => code !== null)
  if (first === undefined || first.received === 0 || slices.length < 2) return null
  const n = (value: number) => formatNumber(value, lang)
  const names = slices.slice(0, 3).map(({ code, received }) => `${nameOf(code)} (${n(received)})`)
  return {
    id: 'categories',
    level: 2,
    title: t('statistics:slice.categories.title', { name: nameOf(first.code), n: n(first.received) }),
    subtitle: t('statistics:slice.categories.subtitle'),
    description: t('statistics:slice.categories.description', {
      n: n(slices.length),
      names: names.join(', '),
    }),
    key: [],
    chart: barChart({
      rows: slices
        .slice(0, MOST_BARS)
        .filter(({ received }) => received > 0)
        .map(({ code, received }) => ({
          label: nameOf(code),
          value: received,
          href: code === null ? null : hrefOf(code),
        })),
      format: n,
    }),
    note: restNote(slices.slice(MOST_BARS), numbers.reading),
    table: sliceTable(words, numbers.reading),
    ...footOf('categories', numbers),
  }
}

function sliceTable({ slices, nameOf, hrefOf }: SliceWords, reading: Reading): DataFigure['table'] {
  const { t } = reading
  return {
    caption: t('statistics:slice.categories.subtitle'),
    columns: [
      { key: 'category', label: t('statistics:col.category') },
      { key: 'received', label: t('statistics:col.received'), numeric: true },
      { key: 'onTime', label: t('statistics:col.onTime'), numeric: true },
    ],
    rows: slices.map(({ code, received, onTime }) => [
      nameCell(code, nameOf(code), code === null ? null : hrefOf(code)),
      countCell(received, reading),
      shareCell(onTime, reading),
    ]),
  }
}

function restNote(rest: readonly Slice[], { lang, t }: Reading): string | null {
  if (rest.length === 0) return null
  const received = rest.reduce((sum, slice) => sum + slice.received, 0)
  return t('statistics:rest', { rows: formatNumber(rest.length, lang), n: formatNumber(received, lang) })
}
