import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import { mercatorOf } from '../../../platform/geo/mercator.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import { similarity, trigramsOf } from '../../../platform/text/trigrams.ts'
import { publicAddressSql, publicTextSql } from '../public-text.ts'
import type { Status } from '../rules.ts'
import { isTelling, mostBitsApart } from './photo-hash.ts'
import { duplicateScore, fewestPoints } from './score.ts'
import { type Street, streetLikeness, streetOf } from './street.ts'

/** What a complaint, or a filing that is not sent yet, is compared by. */
export type Sought = {
  cityId: number
  /** Of the same kind: the category, or those that the words speak of. */
  categories: readonly { id: number; duplicateRadius: number }[]
  text: string
  address: string
  /** WGS 84 degrees. */
  point: { lat: number; lon: number } | null
  /** Perceptual hashes of its pictures. */
  photos: readonly bigint[]
  /** Milliseconds UTC. */
  now: number
}

export type Duplicate = {
  id: number
  number: string
  status: Status
  categoryId: number | null
  text: string
  textLang: string
  address: string
  receivedAt: number
  photoId: string | null
  metres: number | null
  street: 'house' | 'street' | null
  photo: boolean
  /** 0 to 1. */
  score: number
}

type Row = Omit<Duplicate, 'metres' | 'street' | 'score'> & {
  lat: number | null
  lon: number | null
  /** What was written, for comparing only. */
  written: string
}

type Whom = {
  /** Everybody sees shown ones only; staff also what is held, for staff only, or itself not to be found. */
  among: 'shown' | 'all'
  /** The complaint itself. */
  butId?: number
  most: number
}

/** So many candidates are looked at closely; more stand on no one spot. */
const mostCandidates = 60
/** Letters of a text by which it is compared. */
const mostCompared = 500

/**
 * Open complaints of the same kind that may be about the same thing, the likeliest first: around the point, in the
 * street, or with the same picture. One statement; each way has an index of open complaints, which do not grow with
 * the history of the city.
 */
export async function findDuplicates(
  { db }: Pick<Deps, 'db'>,
  sought: Sought,
  { among, butId = 0, most }: Whom,
): Promise<Duplicate[]> {
  const { cityId, point } = sought
  const street = streetOf(sought.address)
  const photos = sought.photos.filter(isTelling)
  // Here and not only at the end: what nobody may see would take the places of candidates.
  // As a number, because a GiST index of PostgreSQL 15 is not asked for a boolean.
  const seen = among === 'shown' ? Prisma.sql`AND shown::int = 1` : Prisma.empty
  const ways = waysOf(sought, { stem: street?.stem ?? null, photos, seen })
  if (ways.length === 0) return []
  const rows = await db.$queryRaw<Row[]>`
    WITH alike AS MATERIALIZED (${alikePhotos(photos)}),
    candidate AS MATERIALIZED (
      SELECT id FROM (${Prisma.join(ways, ' UNION ')}) way LIMIT ${mostCandidates * 5})
    SELECT c.id, c.number, c.status, c.category_id AS "categoryId", left(${publicTextSql}, 400) AS text,
      c.text_lang AS "textLang", ${publicAddressSql} AS address, c.lat, c.lon,
      (extract(epoch FROM c.received_at) * 1000)::float8 AS "receivedAt",
      (SELECT p.id::text FROM photo p WHERE p.complaint_id = c.id AND p.shown AND p.role = 'before'
       ORDER BY p.position LIMIT 1) AS "photoId",
      c.id IN (SELECT complaint_id FROM alike) AS photo,
      left(c.text, ${mostCompared}::int) AS written
    FROM (
      SELECT c.* FROM candidate JOIN complaint c USING (id)
      WHERE c.city_id = ${cityId} AND c.open AND c.id <> ${butId}
        AND ${among === 'shown' ? Prisma.sql`c.shown` : Prisma.sql`true`}
      ORDER BY c.id IN (SELECT complaint_id FROM alike) DESC, ${farness(point)}, c.received_at DESC
      LIMIT ${mostCandidates}) c`
  return likeliest(rows, { ...sought, street }, most)
}

/**
 * Compared here: PostgreSQL needs a third of a millisecond for each text, and a busy corner has sixty. Texts cost most,
 * so those are read first that could be the likeliest, and the rest only as long as one of them could still be.
 */
function likeliest(
  rows: readonly Row[],
  { categories, text, street, point, now }: Sought & { street: Street | null },
  most: number,
): Duplicate[] {
  const trigrams = trigramsOf(searchFold(text.slice(0, mostCompared)))
  const candidates = rows
    .map(({ written, lat, lon, ...row }) => {
      const metres =
        point === null || lat === null || lon === null ? null : metresBetween(point, { lat, lon })
      const near = metres === null ? streetLikeness(street, streetOf(row.address)) : null
      const radius = categories.find(({ id }) => id === row.categoryId)?.duplicateRadius ?? 100
      const ageDays = Math.max(0, now - row.receivedAt) / 86_400_000
      const scoreOf = (likeness: number) =>
        duplicateScore({ metres, street: near, text: likeness, ageDays, photo: row.photo }, radius)
      return { row: { ...row, metres, street: near }, written, scoreOf, atMost: scoreOf(1) }
    })
    .filter(({ atMost }) => atMost >= fewestPoints)
    .toSorted((a, b) => b.atMost - a.atMost)
  const found: Duplicate[] = []
  for (const { row, written, scoreOf, atMost } of candidates) {
    const last = found[most - 1]
    if (last !== undefined && atMost < last.score) break
    const score = scoreOf(similarity(trigrams, trigramsOf(searchFold(written))))
    if (score < fewestPoints) continue
    found.push({ ...row, score })
    found.sort((a, b) => b.score - a.score || b.receivedAt - a.receivedAt || b.id - a.id)
    found.splice(most)
  }
  return found
}

/** Where candidates are looked for; each way gives ids. */
function waysOf(
  { cityId, categories, point }: Sought,
  { stem, photos, seen }: { stem: string | null; photos: readonly bigint[]; seen: Prisma.Sql },
): Prisma.Sql[] {
  const ways: Prisma.Sql[] = []
  if (point !== null) {
    for (const { id, duplicateRadius } of categories) {
      const { from, to } = boxAround(point, duplicateRadius)
      ways.push(Prisma.sql`(
        SELECT id FROM complaint WHERE city_id = ${cityId} AND category_id = ${id} AND open ${seen}
          AND cx BETWEEN ${from.cx} AND ${to.cx} AND cy BETWEEN ${from.cy} AND ${to.cy}
        LIMIT ${mostCandidates * 2})`)
    }
  }
  if (stem !== null && stem.length >= 3) {
    // With a point only those without one are compared by their street. Either half has an index.
    const halves = [Prisma.sql`cx IS NULL`, ...(point === null ? [Prisma.sql`cx IS NOT NULL`] : [])]
    for (const { id } of categories) {
      for (const half of halves) {
        ways.push(Prisma.sql`(
          SELECT id FROM complaint WHERE city_id = ${cityId} AND category_id = ${id} AND open ${seen} AND ${half}
            AND search_fold(address) LIKE ${`%${stem}%`}
          LIMIT ${mostCandidates * 2})`)
      }
    }
  }
  if (photos.length > 0) ways.push(Prisma.sql`(SELECT complaint_id AS id FROM alike)`)
  return ways
}

const alikePhotos = (photos: readonly bigint[]): Prisma.Sql =>
  photos.length === 0
    ? Prisma.sql`SELECT NULL::int AS complaint_id WHERE false`
    : Prisma.sql`SELECT DISTINCT p.complaint_id FROM ${photosLike(photos)} WHERE p.complaint_id IS NOT NULL`

/** Photos `p` that look like one of these. */
export const photosLike = (photos: readonly bigint[]): Prisma.Sql => Prisma.sql`
  unnest(${photos.map(String)}::bigint[]) AS own(hash)
  JOIN photo p ON p.dhash IS NOT NULL AND photo_bands(p.dhash) && photo_bands(own.hash)
    AND bit_count((p.dhash # own.hash)::bit(64)) <= ${mostBitsApart}`

const farness = (point: Sought['point']): Prisma.Sql => {
  if (point === null) return Prisma.sql`c.cx IS NULL`
  const { cx, cy } = mercatorOf(point)
  return Prisma.sql`coalesce(abs(c.cx - ${cx}) + abs(c.cy - ${cy}), 0)`
}

const metresPerDegree = 111_320

/** The corners of a square around a point, in the integers of the map. */
function boxAround({ lat, lon }: { lat: number; lon: number }, metres: number) {
  const north = metres / metresPerDegree
  const east = north / Math.cos((lat * Math.PI) / 180)
  return {
    from: mercatorOf({ lat: lat + north, lon: lon - east }),
    to: mercatorOf({ lat: lat - north, lon: lon + east }),
  }
}

/** Over a city the earth is flat. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const north = (a.lat - b.lat) * metresPerDegree
  const east = (a.lon - b.lon) * metresPerDegree * Math.cos((a.lat * Math.PI) / 180)
  return Math.round(Math.hypot(north, east))
}
