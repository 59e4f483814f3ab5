import { toDate } from '../../../platform/db/instant.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { type FigureQuery, filterOf } from './figure-query.ts'
import {
  answerDaysOf,
  categoryDues,
  type FigureContext,
  type Figures,
  figuresOf,
  type Share,
  type SliceCounts,
  slicesOf,
} from './figures.ts'
import { type FlowMonth, flowOf } from './flow.ts'
import { type Measured, measuredOf } from './measure.ts'
import { monthsOf } from './window.ts'

/** Below this, a share of a small area could tell about single people. */
export const SMALLEST_SHARE = 10

/** Counts of one category or district; `code` is null where the complaints have none. */
export type Slice = { code: string | null; received: number; onTime: Share }

/** What the page of a city prints, and its machine-readable answers. */
export type CityBody = {
  figures: Figures
  flow: FlowMonth[]
  categories: Slice[]
  districts: Slice[]
}

export type OfficeFigures = Figures & { office: string }

/** Every office of a city side by side, and all of them together counted in the same way. */
export type OfficesBody = { offices: OfficeFigures[]; together: Figures }

export type OfficeBody = {
  figures: Figures
  flow: FlowMonth[]
  categories: Slice[]
  /** First answers by whole days, see `answerDaysOf`. */
  answerDays: number[]
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

export function cityBody(measured: Measured, framing: Framing): CityBody {
  const { city, directory, query } = framing
  const isSmall = query.district !== null
  const codes = new Map(city.areas.map(({ id, code }) => [id, code]))
  return {
    figures: veiled(figuresOf(measured, contextOf(framing), null), isSmall),
    flow: flowWithin(measured, framing),
    categories: named(slicesOf(measured, 'categoryId'), codesOf(directory), isSmall),
    districts: named(slicesOf(measured, 'districtId'), codes, true),
  }
}

export function officesBody(measured: Measured, framing: Framing): OfficesBody {
  const { directory, query } = framing
  const isSmall = query.district !== null
  const context = contextOf(framing)
  return {
    offices: directory.offices.map((office) => ({
      office: office.code,
      ...veiled(
        figuresOf(measuredOf(measured, office.id), context, categoryDues(measured, office.id)),
        isSmall,
      ),
    })),
    together: veiled(figuresOf(measured, context, null), isSmall),
  }
}

/** `measured` holds all offices of the city. */
export function officeBody(measured: Measured, framing: Framing, officeId: number): OfficeBody {
  const { directory, query } = framing
  const own = measuredOf(measured, officeId)
  const isSmall = query.district !== null
  const context = contextOf(framing)
  return {
    figures: veiled(figuresOf(own, context, categoryDues(measured, officeId)), isSmall),
    flow: flowWithin(own, framing),
    categories: named(slicesOf(own, 'categoryId'), codesOf(directory), isSmall),
    answerDays: answerDaysOf(own),
    together: veiled(figuresOf(measured, context, null), isSmall),
  }
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

const codesOf = ({ categories }: Directory) => new Map(categories.map(({ id, code }) => [id, code]))

function named(slices: SliceCounts[], codes: ReadonlyMap<number, string>, isSmall: boolean): Slice[] {
  return slices.map(({ id, received, onTime }) => ({
    code: id === null ? null : (codes.get(id) ?? null),
    received,
    onTime: isSmall ? withoutSmall(onTime) : onTime,
  }))
}

/** Counts stay, shares of few cases go. */
const withoutSmall = (share: Share): Share =>
  share.of < SMALLEST_SHARE ? { ...share, share: null, low: null, high: null } : share

function veiled(figures: Figures, isSmall: boolean): Figures {
  if (!isSmall) return figures
  return {
    ...figures,
    onTime: withoutSmall(figures.onTime),
    reopened: withoutSmall(figures.reopened),
    extended: withoutSmall(figures.extended),
    resolution:
      figures.received < SMALLEST_SHARE
        ? { ...figures.resolution, within30d: null, low: null, high: null }
        : figures.resolution,
    expectedOnTime:
      figures.onTime.of < SMALLEST_SHARE ? { share: null, differs: false } : figures.expectedOnTime,
  }
}
