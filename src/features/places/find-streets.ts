import type { Deps } from '../../platform/deps.ts'
import type { City } from '../city/index.ts'
import { parseAddress } from './address.ts'
import { formerHint, streetName, type Writing } from './labels.ts'
import { rankedStreets } from './search.ts'
import type { Street } from './street.ts'

/** A street of the list that an address may mean. `score` is 0 to 1, 1 the very name. */
export type FoundStreet = { street: Street; name: string; hint: string; score: number }

/** `streets` holds one list for each street that was written, two for a corner; the best of each first. */
export type FoundAddress = { streets: FoundStreet[][]; house: string | null }

const mostStreets = 6
const longest = 200

/** The streets of the city's list that a typed address may mean, and the number of its house. */
export async function findStreets(
  deps: Pick<Deps, 'db'>,
  city: City,
  { writing, text }: { writing: Writing; text: string },
): Promise<FoundAddress> {
  const { names } = city
  const { streets, house } = parseAddress(text.slice(0, longest), [names.kk, names.ru, names.en])
  const found = await Promise.all(streets.map((asked) => rankedStreets(deps, city.id, asked, mostStreets)))
  return {
    streets: found.map((ranked) =>
      ranked.map(({ street, score, byFormer }) => ({
        street,
        score,
        name: streetName(writing, street),
        hint: formerHint(writing, street, byFormer),
      })),
    ),
    house: house?.number ?? null,
  }
}

const keptMs = 15_000

/** All streets of a city, by name, in the language of the page. */
export async function cityStreets(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  cityId: number,
  writing: Writing,
): Promise<{ id: number; name: string }[]> {
  const rows = await cache.get(`city:streets:${cityId}`, keptMs, () =>
    db.street.findMany({ where: { cityId }, orderBy: [{ nameRu: 'asc' }, { id: 'asc' }] }),
  )
  return rows.map((row) => ({ id: row.id, name: streetName(writing, row as Street) }))
}
