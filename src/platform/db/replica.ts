import type pg from 'pg'
import { z } from 'zod'
import { isBusy, isUnavailable } from './unavailable.ts'
import { sqlStateOf } from './violation.ts'

/** A streaming replica that answers for the primary as long as it keeps up. */
export type Replica = {
  /** It answers, and what it shows is at most `mostLagMs` old. */
  usable(): boolean
  /** True for an error that the primary would not have given; the replica then rests until it was looked at again. */
  failed(error: unknown): boolean
  /** Milliseconds that it is behind; null when that is not known. */
  lagMs(): number | null
  stop(): void
}

/** Reading that may lag shows nothing older than this; a change is on all pages by then, wherever it was made. */
export const mostLagMs = 5_000
const lookEveryMs = 2_000
const answerMs = 1_500

/** A read was in the way of what came from the primary, or was a write after all: the primary does it. */
const forThePrimary = new Set(['40001', '40P01', '25006'])

type Beat = { at: number; position: bigint }

const Position = z.object({ position: z.coerce.bigint() })

/**
 * Every two seconds the place that the primary has written to is remembered, and the replica is asked how far it is:
 * it is as old as the youngest place it has passed. Its own clock, and the hours of a city in which nothing happens, have
 * no part in that. While the primary is away the last verdict stands: then reading is all that is left.
 */
export function createReplica({ primary, replica }: { primary: pg.Pool; replica: pg.Pool }): Replica {
  const beats: Beat[] = []
  let lag: number | null = null

  async function look(): Promise<void> {
    const at = performance.now()
    const written = await positionOf(primary, 'pg_current_wal_lsn()').catch(() => null)
    if (written !== null) {
      beats.push({ at, position: written })
      if (beats.length > 30) beats.shift()
    }
    const replayed = await positionOf(replica, 'pg_last_wal_replay_lsn()').catch(() => null)
    if (replayed === null) lag = null
    else if (written !== null) {
      const passed = beats.findLast(({ position }) => position <= replayed)
      lag = passed === undefined ? null : at - passed.at
    }
  }

  let looking = look()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, lookEveryMs)
  timer.unref()
  return {
    usable: () => lag !== null && lag <= mostLagMs,
    failed(error) {
      // What is too much for it would be too much for the primary.
      const isGone = isUnavailable(error) && !isBusy(error)
      if (isGone) lag = null
      return isGone || forThePrimary.has(sqlStateOf(error) ?? '')
    },
    lagMs: () => lag,
    stop: () => clearInterval(timer),
  }
}

/** The driver knows this option of a single statement, its types do not. */
type Asked = pg.QueryConfig & { query_timeout: number }

/** Bytes since the beginning of the log. A server that is no replica has replayed nothing: null there. */
async function positionOf(pool: pg.Pool, place: string): Promise<bigint | null> {
  const asked: Asked = {
    text: `SELECT (${place} - '0/0'::pg_lsn)::text AS position`,
    query_timeout: answerMs,
  }
  const { rows } = await pool.query(asked)
  return Position.safeParse(rows[0]).data?.position ?? null
}
