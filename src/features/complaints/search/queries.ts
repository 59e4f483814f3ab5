import { Prisma } from '../../../platform/db/generated/client.ts'
import type { SearchAsked } from '../../../platform/search-source.ts'
import type { SearchTerm } from '../../../platform/text/search-terms.ts'
import { type CardRow, cardColumns } from '../public/list/queries.ts'
import { publicTextSql } from '../public-text.ts'

/** Nobody reads more of a search: it can be narrowed, and the list goes on. */
export const mostFound = 100
/** So many of the newest complaints are looked through before the index is asked. */
const mostRecent = 1000
/** What no more texts hold than these, of all cities, is found in the whole history at once. */
const mostGathered = 1000
/** Half a year in seconds: what is so much older than the newest is worth half. */
const halfWorth = 15_552_000

export type FoundRows = { n: number; more: boolean; rows: CardRow[] }

/**
 * Complaints that everybody may see, the best first, newer before older. The cost grows little with the history of the
 * city: a word that many texts hold is found among the newest thousand at once, or in the newest quarter of a year; what
 * few texts of all cities hold, such as two words together, is found in the whole history at once; everything else is
 * looked for a quarter at a time, newest first, until there are enough. For a beginning the index collects all its places
 * in the whole history, whatever quarter is asked for, so the newest one is asked for the words alone before.
 */
export async function searchComplaints({
  client,
  cityId,
  terms,
  match,
  page,
  perPage,
}: SearchAsked): Promise<FoundRows> {
  const query = Prisma.sql`
    WITH asked AS MATERIALIZED (
      SELECT ${tsquery(terms, match, wordOrBeginning)} AS q, ${tsquery(terms, match, wordAlone)} AS plain),
    bounds AS MATERIALIZED (
      SELECT min(received_at) AS oldest, max(received_at) AS newest FROM complaint_search WHERE city_id = ${cityId}),
    recent AS MATERIALIZED (
      SELECT n.complaint_id, n.received_at, ts_rank(n.words, a.q) AS likeness
      FROM asked a, (SELECT * FROM complaint_search WHERE city_id = ${cityId}
                     ORDER BY received_at DESC LIMIT ${mostRecent}) n
      WHERE n.words @@ a.q LIMIT ${mostFound + 1}),
    plain AS MATERIALIZED (
      SELECT s.complaint_id, s.received_at, ts_rank(s.words, a.q) AS likeness FROM asked a, bounds b, complaint_search s
      WHERE (SELECT count(*) FROM recent) <= ${mostFound}
        AND s.words @@ (a.plain && ('''' || search_era(${cityId}::int, search_era_no(b.newest)) || '''')::tsquery)
      LIMIT ${mostFound + 1}),
    ever AS MATERIALIZED (
      SELECT s.* FROM asked a, complaint_search s
      WHERE (SELECT count(*) FROM recent) <= ${mostFound} AND (SELECT count(*) FROM plain) <= ${mostFound}
        AND s.words @@ a.q
      LIMIT ${mostGathered + 1}),
    older AS MATERIALIZED (
      (SELECT e.complaint_id, e.received_at, ts_rank(e.words, a.q) AS likeness FROM asked a, ever e
       WHERE (SELECT count(*) FROM ever) <= ${mostGathered} AND e.city_id = ${cityId}
       ORDER BY e.received_at DESC LIMIT ${mostFound + 1})
      UNION ALL
      (SELECT s.* FROM asked a, bounds b,
        generate_series(search_era_no(b.newest), search_era_no(b.oldest), -1) AS era
        CROSS JOIN LATERAL (
          SELECT s.complaint_id, s.received_at, ts_rank(s.words, a.q) AS likeness FROM complaint_search s
          WHERE s.words @@ (a.q && ('''' || search_era(${cityId}::int, era) || '''')::tsquery)
          LIMIT ${mostFound + 1}) s
       WHERE (SELECT count(*) FROM ever) > ${mostGathered}
       LIMIT ${mostFound + 1})),
    found AS (
      SELECT every.*, likeness / (1 + extract(epoch FROM newest - received_at) / ${halfWorth}) AS rank
      FROM (SELECT * FROM recent UNION SELECT * FROM plain UNION SELECT * FROM older) every, bounds),
    best AS (SELECT *, count(*) OVER ()::int AS n FROM found
             ORDER BY rank DESC, received_at DESC, complaint_id DESC
             LIMIT ${perPage} OFFSET ${(page - 1) * perPage})
    SELECT best.n AS found, ${cardColumns}, left(${publicTextSql}, 2000) AS text
    FROM best JOIN complaint c ON c.id = best.complaint_id
    ORDER BY best.rank DESC, best.received_at DESC, best.complaint_id DESC`
  const { rows } = await client.query<CardRow & { found: number }>(query.text, query.values)
  const n = rows[0]?.found ?? 0
  return { n: Math.min(n, mostFound), more: n > mostFound, rows }
}

/** Words hold letters and digits only, so nothing in them is special to a query. */
const tsquery = (
  terms: readonly SearchTerm[],
  match: SearchAsked['match'],
  one: (term: SearchTerm) => Prisma.Sql,
): Prisma.Sql => Prisma.join(terms.map(one), match === 'all' ? ' && ' : ' || ')

/** In any of its Russian forms, or as it stands: everything that it finds, its beginning finds, too. */
const wordAlone = ({ word }: SearchTerm): Prisma.Sql =>
  Prisma.sql`(to_tsquery('pg_catalog.russian', ${word}) || to_tsquery('pg_catalog.simple', ${word}))`

const wordOrBeginning = ({ word, stem }: SearchTerm): Prisma.Sql =>
  Prisma.sql`(to_tsquery('pg_catalog.russian', ${word}) || to_tsquery('pg_catalog.simple', ${beginning(word, stem)}))`

/** A number is looked for as it is: house 1 is not house 12. */
const beginning = (word: string, stem: string): string => (/^\d+$/.test(word) ? word : `${stem}:*`)
