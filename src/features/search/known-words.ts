import type { PoolClient } from 'pg'
import { Prisma } from '../../platform/db/generated/client.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { searchWords } from '../../platform/text/search-fold.ts'
import { type SearchTerm, searchTerms } from '../../platform/text/search-terms.ts'
import { cities } from '../city/index.ts'
import { directoryOf } from '../offices/index.ts'

/** A word of one text only may be somebody's name: it is nothing to propose to others. */
const fewestTexts = 3
const newestTexts = 20_000
const perStep = 1000
const shortestWord = 4

/** Counts anew which words the newest shown complaints, the categories and the offices of every city hold. */
export async function refreshKnownWords(deps: Pick<Deps, 'db' | 'cache' | 'now'>): Promise<number> {
  let written = 0
  for (const city of await cities(deps)) {
    const known = new Map<string, Known>()
    await countTexts(deps, city.id, known)
    for (const [word, { texts }] of known) if (texts < fewestTexts) known.delete(word)
    await addNames(deps, city.id, known)
    written += await writeWords(deps, city.id, known)
  }
  return written
}

type Known = { texts: number; forms: Map<string, number> }

async function countTexts(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  known: Map<string, Known>,
): Promise<void> {
  let before = Number.MAX_SAFE_INTEGER
  for (let read = 0; read < newestTexts; read += perStep) {
    const rows = await db.complaint.findMany({
      where: { cityId, shown: true, id: { lt: Math.min(before, 2_147_483_647) } },
      orderBy: { id: 'desc' },
      take: perStep,
      select: { id: true, text: true, address: true },
    })
    for (const { text, address } of rows) addText(known, `${text} ${address}`)
    before = rows.at(-1)?.id ?? 0
    if (rows.length < perStep) return
  }
}

function addText(known: Map<string, Known>, text: string): void {
  const seen = new Set<string>()
  for (const { form, word } of searchWords(text)) {
    if (word.length < shortestWord || /\d/.test(word)) continue
    const one = known.get(word) ?? { texts: 0, forms: new Map() }
    known.set(word, one)
    const small = form.toLowerCase()
    one.forms.set(small, (one.forms.get(small) ?? 0) + 1)
    if (!seen.has(word)) one.texts++
    seen.add(word)
  }
}

/** Names of things are known whether anybody has written them or not. */
async function addNames(deps: Pick<Deps, 'db' | 'cache' | 'now'>, cityId: number, known: Map<string, Known>) {
  const { categories, offices } = await directoryOf(deps, cityId)
  const streets = await deps.db.street.findMany({ where: { cityId }, select: { nameKk: true, nameRu: true } })
  const names = [
    ...categories.flatMap(({ names: { kk, ru, en }, keywords }) => [
      kk,
      ru,
      en,
      ...keywords.kk,
      ...keywords.ru,
    ]),
    ...offices.flatMap(({ names: { kk, ru, en }, aliases }) => [kk, ru, en, ...aliases]),
    ...streets.flatMap(({ nameKk, nameRu }) => [nameKk, nameRu]),
  ]
  for (const name of names) addText(known, name)
}

async function writeWords(
  { db }: Pick<Deps, 'db'>,
  cityId: number,
  known: Map<string, Known>,
): Promise<number> {
  const rows = new Map<string, { form: string; uses: number }>()
  for (const [word, { texts, forms }] of known) {
    const form = [...forms].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? word
    rows.set(word.slice(0, 60), { form: form.slice(0, 60), uses: texts })
  }
  const words = [...rows.keys()]
  await inTransaction(db, async (tx) => {
    // Two processes at once would take the same rows in another order.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('search_word'), ${cityId}::int)`
    // What has not changed is not written: the trigrams of a whole city took longer than a transaction may last on a
    // busy machine.
    await tx.$executeRaw`
    WITH known AS (
      SELECT * FROM unnest(${words}::text[], ${words.map((word) => rows.get(word)?.form ?? word)}::text[],
        ${words.map((word) => rows.get(word)?.uses ?? 0)}::int[]) AS k(word, form, uses)),
    gone AS (
      DELETE FROM search_word s WHERE s.city_id = ${cityId}
        AND NOT EXISTS (SELECT FROM known WHERE known.word = s.word))
    INSERT INTO search_word AS s (city_id, word, form, uses)
    SELECT ${cityId}, word, form, uses FROM known
    ON CONFLICT (city_id, word) DO UPDATE SET form = excluded.form, uses = excluded.uses
    WHERE (s.form, s.uses) IS DISTINCT FROM (excluded.form, excluded.uses)`
  })
  return words.length
}

/**
 * The search with words that nobody here has written replaced by the nearest known ones; null when there is nothing
 * to replace. Trigrams find the candidates, the number of slips decides.
 */
export async function mended(
  client: PoolClient,
  cityId: number,
  text: string,
): Promise<{ text: string; terms: SearchTerm[] } | null> {
  const terms = searchTerms(text).filter(({ word }) => word.length >= shortestWord && !/\d/.test(word))
  if (terms.length === 0) return null
  const query = Prisma.sql`
    SELECT t.word AS asked, near.word, near.form
    FROM unnest(${terms.map(({ word }) => word)}::text[]) AS t(word)
    CROSS JOIN LATERAL (
      SELECT k.word, k.form, k.uses FROM search_word k
      WHERE k.city_id = ${cityId} AND k.word % t.word
      ORDER BY similarity(k.word, t.word) DESC, k.uses DESC LIMIT 20) near
    ORDER BY t.word, near.uses DESC`
  await client.query('SET LOCAL pg_trgm.similarity_threshold = 0.2')
  const { rows } = await client.query<{ asked: string; word: string; form: string }>(query.text, query.values)
  let result = text
  for (const { word, form } of terms) {
    const near = rows.filter(({ asked }) => asked === word)
    if (near.some((one) => one.word === word)) continue
    const best = near
      .map((one) => ({ ...one, slips: slipsBetween(one.word, word) }))
      .filter(({ slips }) => slips <= (word.length < 6 ? 1 : 2))
      .toSorted((a, b) => a.slips - b.slips)[0]
    if (best !== undefined) result = result.replace(form, best.form)
  }
  return result === text ? null : { text: result, terms: searchTerms(result) }
}

/** Letters replaced, added, dropped, or neighbours swapped (Damerau 1964; optimal string alignment). */
export function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [[...Array(b.length + 1).keys()]]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1] ?? []
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      }
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}
