import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createDiskStore } from '../../../src/platform/files/disk-store.ts'
import { type Generator, startGenerator } from './generator/generator-process.ts'
import { now } from './generator/http-client.ts'
import type { PhotoSize } from './generator/photo-corpus.ts'
import type { Cores } from './portal/affinity.ts'
import { type PortalUnderLoad, startUnderLoad } from './portal/portal-under-load.ts'
import { fsyncTime, usage } from './portal/usage.ts'
import { type Watch, type Watched, watchPortal } from './portal/watch-portal.ts'
import { type LoadReport, reportOf } from './report/report.ts'
import { runShape } from './run-shape.ts'
import { type FaultPlan, kills, type Shape } from './shapes.ts'
import { readLedger } from './verdict/ledger-file.ts'
import { judgeLoss } from './verdict/loss.ts'

export type LoadRun = {
  shape: Shape
  minutes: number
  factor: number
  complaints: number
  /** Kills besides the faults of the shape. */
  kills: number
  /** Where data sets are kept. */
  folder: string
  inPlace: boolean
  cores: Cores
  /** Folder of JPEGs; absent = made-up ones. */
  photos: string | undefined
  /** Instead of the one of the shape. */
  photoSize: PhotoSize | undefined
  seed: number
  /** Folder for a processor profile of the portal. */
  profile: string | undefined
  /** For the ledger; its disk is the one that is measured. */
  scratch: string
  say(line: string): void
}

const settleMs = 30_000
const drainMs = 120_000

/** Starts a portal, lives through a shape, and judges what it has shown. */
export async function loadRun(order: LoadRun): Promise<LoadReport> {
  const { shape, minutes, factor, complaints, cores, profile, scratch, say } = order
  const env: Record<string, string> =
    profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${path.resolve(profile)}` }
  const portal = await startUnderLoad({ ...order, env })
  let generator: Generator | undefined
  let watch: Watch | undefined
  try {
    const ledger = path.join(scratch, 'ledger')
    generator = await startGenerator(
      {
        ...portal.city,
        ...{ origin: portal.origin, logins: portal.logins, seed: order.seed, ledger },
        ...{ photoSize: order.photoSize ?? shape.photoSize, photoShare: shape.photoShare, thinking: 1 },
        ...(order.photos === undefined ? {} : { photos: path.resolve(order.photos) }),
      },
      cores,
    )
    watch = watchPortal(portal, generator.pid)
    const calm = await settled(watch.rows, say)
    const before = await usage(portal)
    const since = new Date()
    const run = await runShape(shape, {
      ...{ minutes, factor, generator, say },
      faults: [...shape.faults(minutes), ...kills(order.kills, minutes)].sort(
        (a, b) => a.atSeconds - b.atSeconds,
      ),
      fault: (kind) => breakPortal(portal, kind),
    })
    say('Waiting for what is under way ...')
    await generator.end(60_000)
    const drainedS = await drained(watch.rows, calm, say)
    await watch.stop()
    say('Looking for every report ...')
    const after = await usage(portal)
    const pool = new pg.Pool({ connectionString: portal.databaseUrl(), max: 2 })
    const files = createDiskStore({ dataDir: portal.dataDir })
    const loss = await judgeLoss(readLedger(ledger), {
      ...{ pool, files, since, faultsInjected: run.faults.length },
    }).finally(() => pool.end())
    return reportOf({
      evidence: {
        ...{ shape: shape.name, factor, seen: generator.seen, lived: run.lived, watched: watch.rows, loss },
        disk: { grown: after.onDisk - before.onDisk, owned: after.owned - before.owned },
        transactions: after.transactions - before.transactions,
        drainedS,
      },
      ...{ faults: run.faults, minutes, complaints, cores, fsyncMicroseconds: fsyncTime(scratch) },
    })
  } finally {
    generator?.kill()
    await watch?.stop()
    await portal.stop()
  }
}

const breakPortal = (portal: PortalUnderLoad, kind: FaultPlan['kind']) =>
  kind === 'restart' ? portal.restart() : kind === 'kill-portal' ? portal.killPortal() : portal.killDatabase()

/** What has come up while the set rested may go first. Answers how many notices wait for good. */
async function settled(rows: readonly Watched[], say: LoadRun['say']): Promise<number> {
  say('Waiting until the queue rests ...')
  const deadline = now() + settleMs
  while (now() < deadline && (rows.length < 3 || (rows.at(-1)?.mailBacklog ?? 1) > 0)) await sleep(500)
  return rows.at(-1)?.mailBacklog ?? 0
}

/** Seconds until as few notices wait as before; null when they do not within the patience. */
async function drained(rows: readonly Watched[], calm: number, say: LoadRun['say']): Promise<number | null> {
  const start = now()
  say('Waiting for notices and mails ...')
  while (now() - start < drainMs) {
    const last = rows.at(-1)
    if (last !== undefined && last.at > start && last.mailBacklog !== null && last.mailBacklog <= calm) {
      return (now() - start) / 1000
    }
    await sleep(500)
  }
  return null
}
