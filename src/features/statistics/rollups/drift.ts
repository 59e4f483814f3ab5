import type { Deps } from '../../../platform/deps.ts'
import { Mending } from '../../../platform/http/errors.ts'
import type { City } from '../../city/index.ts'
import { BrokenSum } from './vector.ts'

/** What was read of a city cannot be: its sums have drifted. */
export class DriftedSums extends Mending {
  override readonly name = 'DriftedSums'
  readonly cityId: number

  constructor({ id, slug }: Pick<City, 'id' | 'slug'>, cause: BrokenSum) {
    super(`the sums of ${slug} have drifted: ${cause.message}`, { cause })
    this.cityId = id
  }
}

/** @throws DriftedSums where `read` comes upon a BrokenSum */
export async function readingSums<Result>(city: City, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    throw error instanceof BrokenSum ? new DriftedSums(city, error) : error
  }
}

export type SumsState = { version: number; fold: number; driftedAt: Date | null }

const MENDED_AT_MOST_MS = 3_600_000
/** Less than any that sums were folded by, so that the next look at the queue folds the city anew. */
const NO_FOLD = 0

/** True when no sum of the city had drifted within the last hour. */
export const noteDrift = (deps: Pick<Deps, 'pool' | 'now'>, cityId: number): Promise<boolean> =>
  note(deps, cityId, 'drifted_at = $2')

/** For readers, who mend nothing themselves: the service does, as rarely as it mends its own finds. */
export const askToMend = (deps: Pick<Deps, 'pool' | 'now'>, cityId: number): Promise<boolean> =>
  note(deps, cityId, `drifted_at = $2, fold = ${NO_FOLD}`)

/** What changes when the sums of the city are folded, or are told to have drifted. */
export async function sumsState({ pool }: Pick<Deps, 'pool'>, cityId: number): Promise<SumsState> {
  const { rows } = await pool.query<SumsState>(
    'SELECT version, fold, drifted_at AS "driftedAt" FROM stat_state WHERE city_id = $1',
    [cityId],
  )
  return rows[0] ?? { version: 0, fold: NO_FOLD, driftedAt: null }
}

async function note({ pool, now }: Pick<Deps, 'pool' | 'now'>, cityId: number, what: string) {
  const at = now().epochMilliseconds
  const { rowCount } = await pool.query(
    `UPDATE stat_state SET ${what} WHERE city_id = $1 AND (drifted_at IS NULL OR drifted_at <= $3)`,
    [cityId, new Date(at), new Date(at - MENDED_AT_MOST_MS)],
  )
  return rowCount === 1
}
