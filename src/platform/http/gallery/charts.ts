import { barChart } from '../../charts/bar-chart.ts'
import type { ChartFigure } from '../../charts/chart.ts'
import { columnChart } from '../../charts/column-chart.ts'
import { type DistrictMap, districtMap, type LonLat } from '../../charts/district-map.ts'
import { dotRangeChart } from '../../charts/dot-range-chart.ts'
import { funnelChart } from '../../charts/funnel-chart.ts'
import { lineChart } from '../../charts/line-chart.ts'
import { stackedBarChart } from '../../charts/stacked-bar-chart.ts'
import { longOffice, type Sections, wideSection } from './section.ts'

/** A plain picture without a file: the gallery must work before anything was uploaded. */
export const asPicture = (color: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="${color}"/></svg>`)}`

export function charts(): Sections {
  const months = ['Жел', 'Қаң', 'Ақп', 'Нау', 'Сәу', 'Мам', 'Мау', 'Шіл', 'Там', 'Қыр', 'Қаз', 'Қар']
  const percent = (value: number): string => `${value} %`
  const figure = (
    id: string,
    chart: ChartFigure['chart'],
    key: ChartFigure['key'] = [],
  ): { figure: ChartFigure } => ({
    figure: {
      id,
      chart,
      key,
      level: 3,
      title: 'Мерзімінде жауап берілгендердің үлесі жыл ішінде 9 пайыздық тармаққа өсті',
      subtitle: 'Өскемен, 2025 жылғы желтоқсан – 2026 жылғы қараша, пайыз',
      description: 'Үлес 78 пайыздан 87 пайызға дейін өсті.',
      source: 'Ашық қала',
      updated: '2026 ж. 21 қараша',
      methodHref: '#',
      downloads: [{ href: '#', label: 'CSV' }],
      table: {
        caption: `Айлар бойынша (${id})`,
        columns: [{ label: 'Ай' }, { label: 'Үлес', numeric: true }],
        rows: months.map((month, index) => [month, percent(78 + index)]),
      },
    },
  })
  const line = lineChart({
    times: months.map((label, index) => ({ label, minor: index % 3 !== 2 })),
    format: percent,
    max: 100,
    target: { value: 95, label: 'мақсат 95 %' },
    lastIsPartial: true,
    series: [
      {
        values: [78, 76, 80, 79, 82, 81, 84, null, 83, 85, 86, 87],
        low: [70, 68, 72, 71, 75, 74, 77, null, 76, 79, 80, 78],
        high: [84, 83, 86, 85, 88, 87, 90, null, 89, 90, 91, 94],
      },
      { values: [60, 62, 61, 58, 63, 64, 66, 65, 67, 66, 70, 69] },
    ],
  })
  const rows = [longOffice, 'Қала құрылысы бөлімі', 'Су арнасы', 'Жылу желілері'].map((label, index) => ({
    label,
    value: 92 - index * 17,
    href: '#',
    marked: index === 1,
  }))
  return [
    wideSection(
      'chart',
      figure('chart-line', line, [
        { label: 'Өскемен', series: 1 },
        { label: 'Облыс', series: 2 },
      ]),
    ),
    wideSection(
      'chart',
      figure(
        'chart-bar',
        barChart({ rows, format: percent, max: 100, target: { value: 95, label: 'мақсат 95 %' } }),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-columns',
        columnChart({
          columns: Array.from({ length: 15 }, (_, day) => ({
            label: String(day + 1),
            value: Math.round(40 * Math.exp(-(((day - 6) / 4) ** 2))),
            minor: day % 3 !== 0,
            muted: day > 12,
          })),
          format: String,
          axis: 'күн',
          marker: { after: 8, label: 'медиана 8 күн' },
        }),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-stacked',
        stackedBarChart({
          parts: ['Шешілді', 'Ішінара', 'Шешілмеді', 'Жауап жоқ'],
          format: (_value, share) => percent(Math.round(share * 100)),
          rows: rows.map(({ label }, index) => ({
            label,
            values: [60 - index * 9, 12, 10 + index * 4, 18],
            note: `n = ${120 + index}`,
          })),
        }),
        ['Шешілді', 'Ішінара', 'Шешілмеді', 'Жауап жоқ'].map((label, index) => ({
          label,
          series: (index + 1) as 1 | 2 | 3 | 4,
        })),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-dot-range',
        dotRangeChart({
          rows: rows.map(({ label }, index) => ({
            label,
            middle: 6 + index * 2,
            high: index === 3 ? null : 15 + index * 4,
            text: `${6 + index * 2} күн`,
            href: '#',
            marked: index === 1,
          })),
          format: String,
          target: { value: 15, label: '15' },
        }),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-funnel',
        funnelChart({
          points: rows.map(({ label }, index) => ({
            name: label,
            label,
            share: 0.93 - index * 0.06,
            of: 40 + index * index * 150,
            href: '#',
          })),
          rate: 0.87,
          middleLabel: 'барлығы бірге: 87 %',
          words: {
            limit95: '95 % шегі',
            limit998: '99,8 % шегі',
            outside: 'шектен тыс',
            axis: 'мерзімі келген өтініш',
          },
          formatShare: (share) => percent(Math.round(share * 100)),
          formatCount: String,
        }),
      ),
    ),
    wideSection('map-svg', { map: sampleMap() }),
  ]
}

function sampleMap(): DistrictMap {
  const box = (west: number, south: number, east: number, north: number): LonLat[] => [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
  return districtMap({
    label: 'Қала картасы',
    bounds: { west: 82.5, south: 49.9, east: 82.8, north: 50.02 },
    districts: [
      { name: 'Орталық', rings: [box(82.55, 49.93, 82.63, 49.99)], href: '#', level: 4 },
      { name: 'Сол жағалау', rings: [box(82.63, 49.92, 82.74, 49.975)], href: '#', level: 2 },
    ],
    marks: [
      { at: [82.6, 49.96], count: 128, text: '128', href: '#', label: 'Орталық: 128 өтініш' },
      { at: [82.68, 49.94], count: 9, text: '9', href: '#', label: 'Сол жағалау: 9 өтініш', tone: 'danger' },
    ],
    moves: [
      { href: '#', label: 'Жақындату', icon: 'plus' },
      { href: '#', label: 'Алыстату', icon: 'minus' },
    ],
  })
}
