import type pg from 'pg'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import {
  type CityBody,
  cityBody,
  type OfficeBody,
  type OfficesBody,
  officeBody,
  officesBody,
} from './bodies.ts'
import type { FigureQuery } from './figure-query.ts'
import { readCity, readOffice, readOffices, spanAt } from './readings.ts'
import type { Window } from './window.ts'

/** What the charts of one window are drawn from, a part a line: the city, all its offices side by side, each office. */
export type FrozenPart =
  | { part: 'city'; body: CityBody }
  | { part: 'offices'; body: OfficesBody }
  | { part: 'office'; office: string; body: OfficeBody }

type Ask = {
  /** In a transaction with a snapshot, so that everything agrees. */
  client: pg.ClientBase
  city: City
  directory: Directory
  /** Version of the working calendar. */
  calendar: string
  /** Milliseconds UTC: a full hour, see `asOfAt`. */
  asOf: number
}

/** Everything that is printed of a window without a filter, so that it can be printed again when figures have changed. */
export async function* frozenParts(ask: Ask, window: Window): AsyncGenerator<FrozenPart> {
  const { client, city, asOf } = ask
  const span = spanAt(window, asOf, city.timeZone)
  const whole = frozenQuery(window, null)
  const about = (query: FigureQuery) =>
    [
      { client, city, query, span },
      { ...ask, query },
    ] as const
  const [reading, framing] = about(whole)
  yield { part: 'city', body: cityBody(await readCity(reading), framing) }
  yield { part: 'offices', body: officesBody(await readOffices(reading), framing) }
  for (const { id, code } of ask.directory.offices) {
    const [ofOffice, framed] = about(frozenQuery(window, { id, code }))
    yield { part: 'office', office: code, body: officeBody(await readOffice(ofOffice, id), framed) }
  }
}

export const frozenQuery = (window: Window, office: FigureQuery['office']): FigureQuery => ({
  ...{ window, windowGiven: true, office },
  ...{ category: null, district: null, channel: null },
})
