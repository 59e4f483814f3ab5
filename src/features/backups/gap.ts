import type { Deps } from '../../platform/deps.ts'
import { readListFile } from '../../platform/files/read-list.ts'
import { parseNumber } from '../complaints/index.ts'

const MOST_BYTES = 500_000_000

/** Complaints that were acknowledged and are not there: what a restore has lost. */
export type Gap = { acknowledged: number; absent: string[] }

/**
 * Compares what was acknowledged with what is there.
 * @param file lines of which the last word is a number, as a ledger (`ack KEY NUMBER`) or a list of receipts has them;
 *   lines without one say nothing
 */
export async function gapOf({ pool }: Pick<Deps, 'pool'>, file: string): Promise<Gap> {
  const numbers = new Set<string>()
  for (const line of (await readListFile(file, MOST_BYTES)).split('\n')) {
    const last = line
      .trim()
      .split(/[\s,;]+/)
      .at(-1)
    const parsed = last === undefined || last === '' ? null : parseNumber(last)
    if (parsed?.ok === true) numbers.add(parsed.number)
  }
  const { rows } = await pool.query<{ number: string }>(
    `SELECT wanted.number FROM unnest($1::text[]) AS wanted (number)
     WHERE NOT EXISTS (SELECT 1 FROM complaint c WHERE c.number = wanted.number) ORDER BY wanted.number`,
    [[...numbers]],
  )
  return { acknowledged: numbers.size, absent: rows.map(({ number }) => number) }
}
