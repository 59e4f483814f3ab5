import { toDate } from '../../../platform/db/instant.ts'
import { type City, cities } from '../../city/index.ts'
import { readingSums } from '../rollups/drift.ts'
import { type Measured, together } from '../rollups/measure.ts'
import { type Framing, framed } from './bodies.ts'
import { defaultQuery } from './figure-query.ts'
import { type FigureDeps, type FigureSet, framingOf, inSnapshot, keptFigures } from './figure-sets.ts'
import { type Figures, figuresOf } from './figures.ts'
import { readCity, spanAt } from './readings.ts'
import { residentsKey, residentsOf } from './residents.ts'
import type { Window } from './window.ts'

/** Every city side by side, and all of them added up. Days are the local days of each city. */
export type NationBody = { cities: (Figures & { city: string })[]; together: Figures }

/** Cities that were invented for a demo are shown only where there are no others. */
export async function nationFigures(deps: FigureDeps, window: Window): Promise<FigureSet<NationBody>> {
  const planted = await cities(deps)
  const real = planted.filter(({ demo }) => !demo)
  const shown = real.length > 0 ? real : planted
  const residents = shown.map(residentsKey).join('+')
  const question = `nation?from=${window.from}&to=${window.to}&residents=${residents}`
  return keptFigures(deps, { cities: shown, question }, async (asOf) => {
    const read = await readCities(deps, shown, window, asOf)
    const rows = read.map(({ framing, figures }) => ({ city: framing.city.slug, ...figures }))
    return { cities: rows, together: sumOf(read, window, asOf) }
  })
}

type CityRead = { framing: Framing; figures: Figures; measured: Measured }

/** Directories come first: nothing else may ask for a connection while the snapshot keeps one. */
async function readCities(
  deps: FigureDeps,
  shown: readonly City[],
  window: Window,
  asOf: number,
): Promise<CityRead[]> {
  const framings: Framing[] = []
  for (const city of shown) {
    const query = { ...defaultQuery(city, deps.now()), window, windowGiven: true }
    framings.push(await framingOf(deps, city, query, asOf))
  }
  return inSnapshot(deps.pool, async (client) => {
    const read: CityRead[] = []
    for (const framing of framings) {
      const { city, query } = framing
      const span = spanAt(window, asOf, city.timeZone)
      const { all, categories } = await readingSums(city, () => readCity({ client, city, query, span }))
      const figures = framed(all, framing, { slices: categories, residents: residentsOf(city, query) })
      read.push({ framing, figures, measured: all })
    }
    return read
  })
}

function sumOf(read: readonly CityRead[], window: Window, asOf: number): Figures {
  const calendars = new Set(read.map(({ framing }) => framing.calendar))
  return figuresOf(
    together(read.map(({ measured }) => measured)),
    { asOf: toDate(asOf).toISOString(), window, filter: {}, calendar: [...calendars].join(', ') },
    {
      expected: null,
      noPhoto: read.reduce((n, { figures }) => n + figures.signals.noPhoto, 0),
      residents: sumOrNull(read.map(({ figures }) => figures.rate.residents)),
    },
  )
}

/** Null as soon as one is not known, part of the cities would be no rate of all of them; and when there is no city. */
const sumOrNull = (counts: readonly (number | null)[]): number | null =>
  counts.length === 0
    ? null
    : counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0)
