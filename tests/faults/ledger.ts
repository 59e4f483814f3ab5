import type pg from 'pg'
import { hashToken } from '../../src/platform/crypto/token.ts'
import type { FileStore } from '../../src/platform/files/file-store.ts'
import { type Colour, looksLike } from './pictures.ts'

/**
 * One filing as its resident knows it. `text` is like no other, so whatever became of the filing can be found by it.
 * acked: the portal answered with the secret link of the confirmation; refused: it said no for good; unknown: the
 * resident pressed Send and never got an answer.
 */
export type Attempt = {
  text: string
  photos: Colour[]
  outcome: 'acked' | 'refused' | 'unknown'
  /** Of the secret link, when acked. */
  token?: string
  /** As the confirmation showed it, twelve digits. */
  number?: string
  /** What a resident should never see. */
  fault?: string
}

export type Verdict = {
  ackedPresent: number
  ackedMissing: number
  unknownPresent: number
  unknownAbsent: number
  refusedPresent: number
  /** Texts that more than one complaint has. */
  duplicates: number
  /** Sentences on complaints that are there but are not what was sent. */
  wrong: string[]
}

type Stored = {
  id: number
  number: string
  text: string
  secret_hash: Buffer
  photos: PhotoKeys[]
}

/** Keys of the file store of one photo. */
export type PhotoKeys = { large: string; small: string }

/** Joins what residents know with what is stored. */
export async function judge(
  attempts: readonly Attempt[],
  { pool, files }: { pool: pg.Pool; files: FileStore },
): Promise<Verdict> {
  const { rows } = await pool.query<Stored>(
    `SELECT c.id, c.number, c.text, c.secret_hash, coalesce((
       SELECT json_agg(json_build_object('large', p.large_key, 'small', p.small_key) ORDER BY p.position)
       FROM photo p WHERE p.complaint_id = c.id AND p.role = 'before'), '[]') AS photos
     FROM complaint c WHERE c.form_key IS NOT NULL`,
  )
  const byText = Map.groupBy(rows, (row) => row.text)
  const found = (attempt: Attempt) => byText.get(attempt.text) ?? []
  const count = (outcome: Attempt['outcome'], isPresent: boolean) =>
    attempts.filter((one) => one.outcome === outcome && found(one).length > 0 === isPresent).length
  const wrong = await Promise.all(
    attempts.map(async (attempt) => {
      const [stored] = found(attempt)
      return stored === undefined ? [] : differences(attempt, stored, files)
    }),
  )
  const known = new Set(attempts.map(({ text }) => text))
  return {
    ackedPresent: count('acked', true),
    ackedMissing: count('acked', false),
    unknownPresent: count('unknown', true),
    unknownAbsent: count('unknown', false),
    refusedPresent: count('refused', true),
    duplicates: [...byText.values()].filter((same) => same.length > 1).length,
    wrong: [
      ...wrong.flat(),
      ...attempts.flatMap(({ fault = [] }) => fault),
      ...rows.filter(({ text }) => !known.has(text)).map(({ number }) => `${number}: nobody sent this`),
    ],
  }
}

async function differences(attempt: Attempt, stored: Stored, files: FileStore): Promise<string[]> {
  const { number, photos } = stored
  const faults: string[] = []
  if (attempt.outcome === 'acked' && attempt.number !== number) {
    faults.push(`${number}: the resident was told ${attempt.number ?? 'no number'}`)
  }
  if (attempt.token !== undefined && !hashToken(attempt.token).equals(stored.secret_hash)) {
    faults.push(`${number}: the secret link of the resident leads nowhere`)
  }
  return [...faults, ...(await photoFaults({ number, sent: attempt.photos, stored: photos }, files))]
}

/** Sentences on photos of a complaint that are not those that were sent. */
export async function photoFaults(
  { number, sent, stored }: { number: string; sent: readonly Colour[]; stored: readonly PhotoKeys[] },
  files: FileStore,
): Promise<string[]> {
  const faults: string[] = []
  if (stored.length !== sent.length) {
    faults.push(`${number}: ${sent.length} photos were sent, ${stored.length} are there`)
  }
  for (const [index, colour] of sent.entries()) {
    const keys = stored[index]
    for (const key of keys === undefined ? [] : [keys.large, keys.small]) {
      const bytes = await files.get(key)
      if (!bytes.ok) faults.push(`${number}: photo ${index + 1} is ${bytes.reason}`)
      else if (!(await looksLike(bytes.stream, colour)))
        faults.push(`${number}: photo ${index + 1} is another`)
    }
  }
  return faults
}
