import { toDate } from '../../../platform/db/instant.ts'
import { type City, calendarOf, cities } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { type Measured, together } from '../rollups/measure.ts'
import { type Framing, framed } from './bodies.ts'
import { defaultQuery } from './figure-query.ts'
import { type FigureDeps, type FigureSet, inSnapshot } from './figure-sets.ts'
import { type Figures, figuresOf } from './figures.ts'
import { asOfAt, readCity, spanAt } from './readings.ts'
import type { Window } from './window.ts'

/** Every city side by side, and all of them added up. Days are the local days of each city. */
export type NationBody = { cities: (Figures & { city: string })[]; together: Figures }

/** Cities that were invented for a demo are shown only where there are no others. */
export async function nationFigures(deps: FigureDeps, window: Window): Promise<FigureSet<NationBody>> {
  const planted = await cities(deps)
  const real = planted.filter(({ demo }) => !demo)
  const asOf = asOfAt(deps.now().epochMilliseconds)
  const read = await inSnapshot(deps.pool, async (client) => {
    const found: { framing: Framing; figures: Figures; measured: Measured }[] = []
    for (const city of real.length > 0 ? real : planted) {
      const framing = await framingOf(deps, city, window, asOf)
      const span = spanAt(window, asOf, city.timeZone)
      const { all, categories } = await readCity({ client, city, query: framing.query, span })
      found.push({ framing, figures: framed(all, framing, { slices: categories }), measured: all })
    }
    return found
  })
  const sum = figuresOf(
    together(read.map(({ measured }) => measured)),
    {
      ...{ asOf: toDate(asOf).toISOString(), window, filter: {} },
      calendar: [...new Set(read.map(({ framing }) => framing.calendar))].join(', '),
    },
    { expected: null, noPhoto: read.reduce((n, { figures }) => n + figures.signals.noPhoto, 0) },
  )
  const rows = read.map(({ framing, figures }) => ({ city: framing.city.slug, ...figures }))
  return { asOf, body: { cities: rows, together: sum } }
}

async function framingOf(deps: FigureDeps, city: City, window: Window, asOf: number): Promise<Framing> {
  const [directory, calendar] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
  ])
  const query = { ...defaultQuery(city, deps.now()), window, windowGiven: true }
  return { city, directory, query, asOf, calendar: calendar.version }
}
