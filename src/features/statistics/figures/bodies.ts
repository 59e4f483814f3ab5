import { toDate } from '../../../platform/db/instant.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { medianAndP90 } from '../estimators/kaplan-meier.ts'
import { type Measured, nothing, type Waits } from '../rollups/measure.ts'
import { type FigureQuery, filterOf } from './figure-query.ts'
import {
  answerDaysOf,
  type FigureContext,
  type Figures,
  figuresOf,
  type Share,
  waitingFigures,
} from './figures.ts'
import { type FlowMonth, flowOf } from './flow.ts'
import { type MonthCounts, monthCounts, monthsWithin } from './months.ts'
import type { CityPageReading, CityReading, OfficeReading, OfficesReading } from './readings.ts'
import { type Rate, rateOf, residentsOf } from './residents.ts'
import { categoryDues, listed, type SliceCounts } from './slices.ts'
import { veiled, withoutSmall } from './small-numbers.ts'
import { type WaitingDay, waitingOf } from './waiting.ts'
import { type Month, monthsOf, type Window } from './window.ts'

/** Counts of one category or district; `code` is null where the complaints have none. */
export type Slice = { code: string | null; received: number; onTime: Share; months: MonthCounts[] }

/** A district with who lives there; of the stays of an office there is no rate. */
export type DistrictSlice = Slice & { rate: Rate }

/** What the page of a city prints, and its machine-readable answers. */
export type CityBody = {
  figures: Figures
  flow: FlowMonth[]
  categories: Slice[]
  districts: DistrictSlice[]
  /** First answers by whole days, see `answerDaysOf`. */
  answerDays: number[]
  /** Who still waits for a first answer, by whole days. */
  waiting: WaitingDay[]
}

/** What a window is compared by with the one after it. */
export type EarlierBody = Pick<Figures, 'window' | 'received' | 'onTime' | 'medianHours'>

/** How long an office makes people wait. */
export type OfficeWaits = Pick<OfficeFigures, 'office' | 'received' | 'p90Hours'> & {
  medianHours: Pick<Figures['medianHours'], 'value'>
}

/** The figures of a city, of the window before, and how long its offices make people wait: all of one moment. */
export type CityPageBody = { city: CityBody; before: EarlierBody; offices: OfficeWaits[] }

export type OfficeFigures = Figures & { office: string; months: MonthCounts[] }

/** Every office of a city side by side, and all of them together counted in the same way. */
export type OfficesBody = { offices: OfficeFigures[]; together: Figures; months: MonthCounts[] }

export type OfficeBody = CityBody & {
  /** All offices counted in the same way. */
  together: Figures
}

export type Framing = {
  city: City
  directory: Directory
  query: FigureQuery
  /** Milliseconds UTC. */
  asOf: number
  /** Version of the working calendar. */
  calendar: string
}

export function cityBody({ all, categories, districts }: CityReading, framing: Framing): CityBody {
  const { city, directory, query } = framing
  const isSmall = query.district !== null
  return {
    figures: framed(all, framing, { slices: categories, residents: residentsOf(city, query) }),
    flow: flowWithin(all, framing),
    categories: named(categories, codesOf(directory), { isSmall }),
    districts: inDistricts(districts, framing, (district) => residentsOf(city, { office: null, district })),
    answerDays: answerDaysOf(all),
    waiting: waitingOf(all),
  }
}

export function cityPageBody(
  { city, before, offices }: CityPageReading,
  framing: Framing & { before: Window },
): CityPageBody {
  return {
    city: cityBody(city, framing),
    before: earlierBody(before, { ...framing.query, window: framing.before }),
    offices: framing.directory.offices.map(({ id, code }) => {
      const { events, hours } = offices.get(id) ?? nothing()
      const { median, p90 } = medianAndP90(hours.answered, hours.unanswered)
      return {
        ...{ office: code, received: events.received },
        ...{ medianHours: { value: median }, p90Hours: { value: p90 } },
      }
    }),
  }
}

export function earlierBody(waits: Waits, { window, district }: FigureQuery): EarlierBody {
  const { received, onTime, medianHours } = waitingFigures(waits)
  return { window, received, onTime: district === null ? onTime : withoutSmall(onTime), medianHours }
}

export function officesBody(reading: OfficesReading, framing: Framing): OfficesBody {
  const { offices, together, categories } = reading
  const months = monthsWithin(framing.query.window, framing.city.timeZone)
  return {
    offices: framing.directory.offices.map(({ id, code }) => {
      const own = offices.get(id)
      const slices = own?.categories ?? []
      return {
        office: code,
        months: monthCounts(own?.measured ?? nothing(), months),
        ...framed(own?.measured ?? nothing(), framing, { slices, beside: categories }),
      }
    }),
    together: framed(together, framing, { slices: categories }),
    months: monthCounts(together, months),
  }
}

export function officeBody(reading: OfficeReading, framing: Framing): OfficeBody {
  const { own, ownCategories, ownDistricts, together, categories } = reading
  const isSmall = framing.query.district !== null
  return {
    figures: framed(own, framing, { slices: ownCategories, beside: categories }),
    flow: flowWithin(own, framing),
    categories: named(ownCategories, codesOf(framing.directory), { isSmall }),
    districts: inDistricts(ownDistricts, framing, () => null),
    answerDays: answerDaysOf(own),
    waiting: waitingOf(own),
    together: framed(together, framing, { slices: categories }),
  }
}

/** Figures as they are published: with what stands beside them, and without what is not told of few. */
export function framed(
  measured: Measured,
  framing: Framing,
  {
    slices,
    beside,
    residents = null,
  }: { slices: readonly SliceCounts[]; beside?: readonly SliceCounts[]; residents?: number | null },
): Figures {
  const { directory, query } = framing
  const proven = new Set(directory.categories.filter(({ proofPhoto }) => proofPhoto).map(({ id }) => id))
  const figures = figuresOf(measured, contextOf(framing), {
    expected: beside === undefined ? null : categoryDues(slices, beside),
    noPhoto: slices.reduce(
      (sum, { id, withoutPhoto }) => sum + (id !== null && proven.has(id) ? withoutPhoto : 0),
      0,
    ),
    residents,
  })
  return query.district === null ? figures : veiled(figures)
}

function contextOf({ query, asOf, calendar }: Framing): FigureContext {
  return { asOf: toDate(asOf).toISOString(), window: query.window, filter: filterOf(query), calendar }
}

function flowWithin(measured: Measured, { city, query, asOf }: Framing): FlowMonth[] {
  const months = flowOf(measured, monthsOf(query.window, city.timeZone), asOf, city.timeZone)
  return query.district === null
    ? months
    : months.map((month) => ({ ...month, onTime: withoutSmall(month.onTime) }))
}

/** `livingIn`: how many people live in a district. */
function inDistricts(
  slices: readonly SliceCounts[],
  { city, query }: Framing,
  livingIn: (district: City['areas'][number]) => number | null,
): DistrictSlice[] {
  const areas = new Map(city.areas.map((area) => [area.code, area]))
  const codes = new Map(city.areas.map(({ id, code }) => [id, code]))
  const months = monthsWithin(query.window, city.timeZone)
  return named(slices, codes, { isSmall: true, months }).map((slice) => {
    const area = slice.code === null ? undefined : areas.get(slice.code)
    return { ...slice, rate: rateOf(slice.received, area === undefined ? null : livingIn(area)) }
  })
}

const codesOf = ({ categories }: Directory) => new Map(categories.map(({ id, code }) => [id, code]))

function named(
  slices: readonly SliceCounts[],
  codes: ReadonlyMap<number, string>,
  { isSmall, months = [] }: { isSmall: boolean; months?: readonly Month[] },
): Slice[] {
  return listed(slices).map(({ id, received, onTime, months: counted }) => ({
    code: id === null ? null : (codes.get(id) ?? null),
    received,
    onTime: isSmall ? withoutSmall(onTime) : onTime,
    months: monthCounts({ months: counted }, months),
  }))
}
