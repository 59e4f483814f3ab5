import { type CsvCell, csvLine, csvStart } from '../../platform/http/csv.ts'
import type { OfficeFigures } from './figures/bodies.ts'
import { ageBands, type Figures, groundKeys, type Hours, type Share } from './figures/figures.ts'
import type { FlowMonth } from './figures/flow.ts'
import { hideReasons } from './rollups/marks.ts'

/**
 * The machine-readable shapes of statistics.md 4. The order of the members is fixed here, because the database does
 * not keep it; tables have one column per member, named by its path.
 */
export function figuresAnswer(figures: Figures) {
  const { window, filter, verdicts, openNow, outcomes, transfers, signals } = figures
  const { medianHours, p90Hours, resolution } = figures
  return {
    asOf: figures.asOf,
    window: { from: window.from, to: window.to },
    filter,
    calendar: figures.calendar,
    method: figures.method,
    received: figures.received,
    answered: figures.answered,
    onTime: share(figures.onTime),
    medianHours: { ...hours(medianHours), events: medianHours.events, censored: medianHours.censored },
    p90Hours: { value: p90Hours.value },
    resolution: {
      within30d: resolution.within30d,
      low: resolution.low,
      high: resolution.high,
      medianHours: hours(resolution.medianHours),
    },
    verdicts: pick(verdicts, ['confirmed', 'disputed', 'none', 'partly']),
    reopened: share(figures.reopened),
    openNow: {
      ...pick(openNow, ['n', 'overdue', 'unanswered', 'oldestHours']),
      ageBands: pick(openNow.ageBands, ageBands),
    },
    outcomes: pick(outcomes, [
      'solved',
      'planned',
      'explained',
      'refused',
      'forwarded',
      'withdrawn',
      'merged',
    ]),
    refusedBy: pick(figures.refusedBy, groundKeys),
    hiddenBy: pick(figures.hiddenBy, hideReasons),
    leftOut: pick(figures.leftOut, ['spam']),
    transfers: pick(transfers, ['within3', 'later', 'medianOffices']),
    extended: share(figures.extended),
    expectedOnTime: pick(figures.expectedOnTime, ['share', 'differs']),
    signals: pick(signals, ['instant', 'bursts', 'noPhoto', 'recategorised', 'hidden']),
    rate: pick(figures.rate, ['residents', 'perThousand', 'low', 'high']),
  }
}

export type OfficeRow = Omit<OfficeFigures, 'months'> & { name: string }

export function officesAnswer(together: Figures, offices: readonly OfficeRow[]) {
  return { ...headOf(together), offices: offices.map(officeAnswer) }
}

/** One office; what all of a list share stands in its head. */
export function officeAnswer({ office, name, ...figures }: OfficeRow) {
  const { asOf, window, filter, calendar, method, ...counted } = figuresAnswer(figures)
  return { office, name, ...counted }
}

export function flowAnswer(figures: Figures, months: readonly FlowMonth[]) {
  return { ...headOf(figures), months: months.map(monthAnswer) }
}

const monthAnswer = ({ onTime, ...month }: FlowMonth) => ({
  ...pick(month, ['month', 'partial', 'received', 'reopened', 'answered', 'left', 'open']),
  onTime: share(onTime),
})

export const figuresCsv = (figures: Figures): string =>
  csvOf([{ ...figuresAnswer(figures), ...withFilterColumns(figures.filter) }])

export function officesCsv(together: Figures, offices: readonly OfficeRow[]): string {
  const head = headOf(together)
  return csvOf(
    offices.map((row) => ({ ...head, ...withFilterColumns(together.filter), ...officeAnswer(row) })),
    Object.keys(
      flat({ ...head, ...withFilterColumns({}), ...officeAnswer({ ...together, office: '', name: '' }) }),
    ),
  )
}

export function flowCsv(figures: Figures, months: readonly FlowMonth[]): string {
  const head = headOf(figures)
  return csvOf(
    months.map((month) => ({ ...head, ...withFilterColumns(figures.filter), ...monthAnswer(month) })),
  )
}

/** As of when, of what, by which rules. */
export const headOf = (figures: Figures) => {
  const { asOf, window, filter, calendar, method } = figuresAnswer(figures)
  return { asOf, window, filter, calendar, method }
}

/** A table has the same columns whatever was asked. */
export const withFilterColumns = ({ office, category, district, channel }: Figures['filter']) => ({
  filter: {
    office: office ?? null,
    category: category ?? null,
    district: district ?? null,
    channel: channel ?? null,
  },
})

const share = ({ n, of, share: value, low, high }: Share) => ({ n, of, share: value, low, high })
const hours = ({ value, low, high }: Hours) => ({ value, low, high })

function pick<From extends object, Key extends keyof From>(
  from: From,
  keys: readonly Key[],
): Pick<From, Key> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<From, Key>
}

export function csvOf(rows: readonly object[], columns = Object.keys(flat(rows[0] ?? {}))): string {
  const lines = rows.map((row) => {
    const cells = flat(row)
    return csvLine(columns.map((column) => cells[column] ?? null))
  })
  return `${csvStart}${csvLine(columns)}${lines.join('')}`
}

/** `{ onTime: { n: 1 } }` -> `{ 'onTime.n': 1 }` */
function flat(value: object, prefix = ''): Record<string, CsvCell> {
  const cells: Record<string, CsvCell> = {}
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'object' && member !== null) Object.assign(cells, flat(member, `${prefix}${key}.`))
    else cells[`${prefix}${key}`] = typeof member === 'boolean' ? String(member) : member
  }
  return cells
}

export type CityRow = Figures & { city: string; name: string }

export const citiesAnswer = (together: Figures, cities: readonly CityRow[]) => ({
  ...headOf(together),
  cities: cities.map(cityAnswer),
})

function cityAnswer({ city, name, ...figures }: CityRow) {
  const { window, filter, method, ...counted } = figuresAnswer(figures)
  return { city, name, ...counted }
}

export function citiesCsv(together: Figures, cities: readonly CityRow[]): string {
  const { window, method } = headOf(together)
  const rowOf = (row: CityRow) => ({ window, method, ...cityAnswer(row) })
  return csvOf(cities.map(rowOf), Object.keys(flat(rowOf({ ...together, city: '', name: '' }))))
}
