import { dayToDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { SearchTerm } from '../../../platform/text/search-terms.ts'

const mostLetters = 60
/** Beyond so many different ones a city counts only those that it knows. */
const mostKept = 5000

/** The folded words in a fixed order; null for what may name or number somebody, or says too much. */
export function missOf(terms: readonly SearchTerm[]): string | null {
  const words = terms.map(({ word }) => word).toSorted()
  const text = words.join(' ')
  return text === '' || text.length > mostLetters || words.some((word) => /\d{4}/.test(word)) ? null : text
}

/** Counts words that were sought in vain. `today` is the local day of the city. */
export async function noteMiss(
  { db }: Pick<Deps, 'db'>,
  { cityId, words, today }: { cityId: number; words: string; today: string },
): Promise<void> {
  const lastOn = dayToDate(today)
  await db.$executeRaw`
    INSERT INTO guide_miss (city_id, words, times, last_on)
    SELECT ${cityId}, ${words}, 1, ${lastOn}::date
    WHERE (SELECT count(*) FROM guide_miss WHERE city_id = ${cityId}) < ${mostKept}
       OR EXISTS (SELECT 1 FROM guide_miss WHERE city_id = ${cityId} AND words = ${words})
    ON CONFLICT (city_id, words) DO UPDATE SET times = guide_miss.times + 1, last_on = excluded.last_on`
}
