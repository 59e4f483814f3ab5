import type { Deps } from '../../platform/deps.ts'
import { isStreetKind, type Street } from './street.ts'

type StreetRow = Omit<Street, 'kind'> & { kind: string }

/** How much of the trigrams of what was typed must stand together in the names of a street. */
export type Likeness = 'near' | 'far'

/**
 * At most sixty streets of a city that look like the folded words, the likest first: trigrams (pg_trgm) of all their
 * names. 'near' (0.6, what the index is asked for) finds what is begun or written right; 'far' reads the whole list of
 * the city and also finds words with typing errors.
 */
export async function streetsLike(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  { words, likeness }: { words: readonly string[]; likeness: Likeness },
): Promise<Street[]> {
  const asked = words.join(' ')
  if (asked === '') return []
  const rows =
    likeness === 'near'
      ? await db.$queryRaw<StreetRow[]>`
          SELECT id, kind, name_kk AS "nameKk", name_ru AS "nameRu", former_names AS "formerNames"
          FROM street
          WHERE city_id = ${cityId} AND ${asked} <% folded
          ORDER BY word_similarity(${asked}, folded) DESC, id
          LIMIT 60`
      : await db.$queryRaw<StreetRow[]>`
          SELECT id, kind, name_kk AS "nameKk", name_ru AS "nameRu", former_names AS "formerNames"
          FROM (
            SELECT *, word_similarity(${asked}, folded) AS likeness FROM street WHERE city_id = ${cityId} OFFSET 0
          ) AS compared
          WHERE likeness >= 0.3
          ORDER BY likeness DESC, id
          LIMIT 60`
  return rows.flatMap((row) => (isStreetKind(row.kind) ? [{ ...row, kind: row.kind }] : []))
}
