import { monitorEventLoopDelay } from 'node:perf_hooks'
import type pg from 'pg'
import type { Lane } from '../db/lane.ts'
import { urgentPools } from '../db/lane-pools.ts'

/** How hard this process works, and whom it sends away for that. */
export type Load = {
  /** 0 = nobody waits; 1 = every request waits about a tenth of a second longer than it should. */
  strain(): number
  /** The request is counted until `leave`; false = it is sent away. */
  enter(lane: Lane): boolean
  leave(lane: Lane): void
  counts(): { lane: Lane; running: number; refused: number }[]
  /** Begins to measure; until then there is no strain. */
  watch(): void
  stop(): void
}

/**
 * From which strain on some requests of a lane are sent away, from which on all, and how many may run at once. In this
 * order a crowd loses statistics, map, reading, the lists of staff, new reports, and begun ones last of all (docs/decisions/0064). Between
 * the two the share that is sent away grows evenly: all at once would swing between empty and full.
 */
const doors: Record<Lane, { from: number; to: number; most: number }> = {
  statistics: { from: 2, to: 4, most: 400 },
  map: { from: 3, to: 6, most: 400 },
  reading: { from: 5, to: 10, most: 3_000 },
  staff: { from: 8, to: 14, most: 600 },
  // A report that is half done goes before a new one: the last of these are sent away when the first of those are.
  beginning: { from: 16, to: 24, most: 2_000 },
  filing: { from: 24, to: 40, most: 3_000 },
  upkeep: { from: Number.MAX_SAFE_INTEGER, to: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY },
}

const everyMs = 250
const resolutionMs = 10
/** So many milliseconds that everybody waits are a strain of 1. */
const delayMs = 100

export function createLoad(pool: pg.Pool, random: () => number = Math.random): Load {
  const running = new Map<Lane, number>()
  const refused = new Map<Lane, number>()
  const countIn = (counts: Map<Lane, number>, lane: Lane) => counts.get(lane) ?? 0
  const waits = urgentPools(pool).map(waitingFor)
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  let strain = 0
  let timer: NodeJS.Timeout | undefined

  function measure() {
    const late = Math.max(0, delay.mean / 1e6 - resolutionMs) || 0
    delay.reset()
    const now = Math.max(late, ...waits.map((waited) => waited())) / delayMs
    // One long task is no crowd: only what lasts counts in full.
    strain += (now - strain) / 2
  }

  const load: Load = {
    strain: () => strain,
    enter(lane) {
      const { from, to, most } = doors[lane]
      const beyond = (load.strain() - from) / (to - from)
      if (countIn(running, lane) >= most || random() < beyond) {
        refused.set(lane, countIn(refused, lane) + 1)
        return false
      }
      running.set(lane, countIn(running, lane) + 1)
      return true
    },
    leave: (lane) => void running.set(lane, countIn(running, lane) - 1),
    counts: () =>
      (Object.keys(doors) as Lane[]).map((lane) => ({
        lane,
        running: countIn(running, lane),
        refused: countIn(refused, lane),
      })),
    watch() {
      delay.enable()
      timer = setInterval(measure, everyMs)
      timer.unref()
    },
    stop() {
      clearInterval(timer)
      delay.disable()
    },
  }
  return load
}

/** Asks for a connection as a request would, one at a time, and tells how long that takes, or has taken so far. */
function waitingFor(pool: pg.Pool): () => number {
  let askedAt: number | null = null
  let waited = 0
  return () => {
    if (askedAt !== null) return Math.max(waited, performance.now() - askedAt)
    const begun = performance.now()
    askedAt = begun
    const end = () => {
      waited = performance.now() - begun
      askedAt = null
    }
    pool.connect().then((client) => {
      client.release()
      end()
    }, end)
    return waited
  }
}
