import type pg from 'pg'
import { type ConnectOptions, closing, createPool, createPrisma, type Database } from './client.ts'
import { currentErrand, type Lane } from './lane.ts'
import { createReplica, type Replica } from './replica.ts'

/** Connections that nobody outside may take. The map and the figures share theirs: both are heavy, neither urgent. */
type Share = 'filing' | 'reading' | 'heavy' | 'staff' | 'upkeep'

const shareOf: Record<Lane, Share> = {
  beginning: 'filing',
  filing: 'filing',
  reading: 'reading',
  map: 'heavy',
  statistics: 'heavy',
  staff: 'staff',
  upkeep: 'upkeep',
}

/**
 * Part of all connections; milliseconds after which the server cancels a statement, and after which a server that does
 * not even do that is taken for gone. What fills a new database at the start takes its time.
 */
const shares: Record<Share, { part: number; statementMs: number; giveUpMs?: number }> = {
  filing: { part: 0.25, statementMs: 5_000, giveUpMs: 7_000 },
  reading: { part: 0.3, statementMs: 5_000, giveUpMs: 7_000 },
  heavy: { part: 0.15, statementMs: 3_000, giveUpMs: 5_000 },
  staff: { part: 0.2, statementMs: 8_000, giveUpMs: 10_000 },
  upkeep: { part: 0.1, statementMs: 15_000 },
}
const shareNames = Object.keys(shares) as Share[]

export type LaneOptions = ConnectOptions & {
  /** Most connections of all lanes together; default 20. */
  connections?: number
  /** A streaming replica for what may be some seconds old. */
  replicaUrl?: string
  /** For tests: whoever asks for a second connection while keeping one for itself gets an error instead of a wait. */
  strict?: boolean
}

/**
 * The connections of a web process. `pool` and `db` are used as any other; which connections they take is decided by
 * what runs (lane.ts), so a crowd in one lane never keeps another waiting (docs/decisions/0064). With a replica, reading
 * that may lag goes there (docs/decisions/0066).
 */
export function connectInLanes(databaseUrl: string, options: LaneOptions = {}): Database {
  const own = poolsOf(databaseUrl, options)
  const primary = facade(() => own[shareOf[currentErrand().lane]], options.strict === true)
  const db = createPrisma(primary)
  opened.set(primary, { own })
  if (options.replicaUrl === undefined) return { pool: primary, db, close: closing([db], Object.values(own)) }

  const far = poolsOf(options.replicaUrl, { ...options, usedBy: 'replica' })
  const replica = createReplica({ primary: own.upkeep, replica: far.upkeep })
  const lagging = () => currentErrand().mayLag && replica.usable()
  const reading = fallingBack({ far, primary, replica })
  const pool = whicheverOf(lagging, reading, primary)
  // Prisma asks for several rows in one statement when requests ask in the same moment: never for both kinds together.
  const farDb = createPrisma(reading)
  opened.set(pool, { own, far, replica })
  const close = closing([db, farDb], [...Object.values(own), ...Object.values(far)])
  return {
    pool,
    db: whicheverOf(lagging, farDb, db),
    close(patienceMs) {
      replica.stop()
      return close(patienceMs)
    },
  }
}

export type ConnectionCount = { share: string; open: number; waiting: number; most: number }

const opened = new WeakMap<pg.Pool, { own: Pools; far?: Pools; replica?: Replica }>()

/** How the connections are taken up right now, by share. */
export function connectionsOf(pool: pg.Pool): ConnectionCount[] {
  const lanes = opened.get(pool)
  if (lanes === undefined) return [countOf('all', pool)]
  const near = shareNames.map((share) => countOf(share, lanes.own[share]))
  const { far } = lanes
  return far ? [...near, ...shareNames.map((share) => countOf(`replica-${share}`, far[share]))] : near
}

/** Whose waiting counts: of those who file, and of those who read. */
export function urgentPools(pool: pg.Pool): pg.Pool[] {
  const lanes = opened.get(pool)
  return lanes === undefined ? [pool] : [lanes.own.filing, lanes.own.reading]
}

/** Undefined where there is none. */
export const replicaOf = (pool: pg.Pool): Replica | undefined => opened.get(pool)?.replica

const countOf = (share: string, pool: pg.Pool): ConnectionCount => ({
  share,
  open: pool.totalCount,
  waiting: pool.waitingCount,
  most: pool.options.max,
})

type Pools = Record<Share, pg.Pool>

function poolsOf(databaseUrl: string, { connections = 20, usedBy, ...options }: LaneOptions): Pools {
  const open = (share: Share) => {
    const { part, statementMs, giveUpMs } = shares[share]
    return createPool(databaseUrl, {
      statementTimeoutMs: statementMs,
      ...(giveUpMs === undefined ? {} : { giveUpMs }),
      ...options,
      poolSize: Math.max(2, Math.round(connections * part)),
      usedBy: usedBy === undefined ? share : `${usedBy} ${share}`,
    })
  }
  return {
    filing: open('filing'),
    reading: open('reading'),
    heavy: open('heavy'),
    staff: open('staff'),
    upkeep: open('upkeep'),
  }
}

/** A pool that is another one for each errand. */
function facade(current: () => pg.Pool, strict: boolean): pg.Pool {
  return new Proxy(current(), {
    get(_first, key) {
      const pool = current()
      if (strict && (key === 'query' || key === 'connect')) refuseSecond()
      if (strict && key === 'connect') return () => holding(pool)
      return boundTo(pool, key)
    },
  })
}

/** Waits for ever when all connections of a lane are kept by those who wait for another one of it. */
function refuseSecond() {
  if (currentErrand().held.size > 0) throw new Error('a second connection is asked for while one is kept')
}

async function holding(pool: pg.Pool): Promise<pg.PoolClient> {
  const { held } = currentErrand()
  const client = await pool.connect()
  held.add(client)
  const { release } = client
  client.release = (broken) => {
    held.delete(client)
    release(broken)
  }
  return client
}

/** `one` while that is asked for, else `other`; each method stays with its own object. */
function whicheverOf<Thing extends object>(isOne: () => boolean, one: Thing, other: Thing): Thing {
  return new Proxy(other, { get: (_other, key) => boundTo(isOne() ? one : other, key) })
}

function boundTo(thing: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(thing, key, thing)
  return typeof value === 'function' ? value.bind(thing) : value
}

/** The replica may be gone since it was last asked: then the primary answers, and the replica rests for a while. */
function fallingBack({ far, primary, replica }: { far: Pools; primary: pg.Pool; replica: Replica }): pg.Pool {
  return new Proxy(primary, {
    get(_primary, key) {
      const pool = far[shareOf[currentErrand().lane]]
      if (key !== 'query' && key !== 'connect') return boundTo(pool, key)
      return async (...args: unknown[]) => {
        try {
          return await Reflect.apply(pool[key], pool, args)
        } catch (error) {
          if (!replica.failed(error)) throw error
          return Reflect.apply(primary[key], primary, args)
        }
      }
    },
  })
}
