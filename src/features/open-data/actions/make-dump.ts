import { hash, randomUUID } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import type { City } from '../../city/index.ts'
import { METHOD } from '../../statistics/index.ts'
import type { FileFacts } from '../dump/files.ts'
import { dumpFolders, makeDumpFolder, removeDumpFolder } from '../dump/folder.ts'
import { type DumpDeps, lastDays, windowOfMonth, windowsOn, writeDump } from '../dump/write-dump.ts'

/** Publishes the files of a city as it is now, in the place of those before. */
export async function makeDailyDump(deps: DumpDeps, city: City): Promise<{ id: string }> {
  const now = deps.now()
  const period = localDate(now, city.timeZone).toString()
  const wanted = { city, period, windows: windowsOn(now, city.timeZone), withWords: true, frozen: null }
  const made = await publish(deps, { ...wanted, kind: 'daily', remark: '' })
  if (made === null) throw new Error('files of a day cannot be there before')
  // What was taken from view since must not stay in files of yesterday. Who is reading one reads it to its end.
  await removeDailyDumps(deps, city.id, made)
  return { id: made.id }
}

/** Takes the daily files of a city away, all or those before newer ones. Answers how many dumps there were. */
export async function removeDailyDumps(
  deps: Pick<DumpDeps, 'config' | 'db'>,
  cityId: number,
  newer?: { id: string; takenAt: number },
): Promise<number> {
  const isOlder = newer && { id: { not: newer.id }, takenAt: { lte: toDate(newer.takenAt) } }
  const old = await deps.db.openDump.findMany({
    where: { cityId, kind: 'daily', ...isOlder },
    select: { id: true },
  })
  // The row first: without it nobody gets a file, whatever becomes of the folder.
  await deps.db.openDump.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })
  for (const { id } of old) await removeDumpFolder(deps.config, id)
  return old.length
}

/**
 * Publishes the snapshot of a month, chained to the one before. A month that was published gets a new version, with a
 * remark that says why. Null when another process has published one meanwhile.
 */
export function makeSnapshot(
  deps: DumpDeps,
  city: City,
  { month, remark = '' }: { month: Temporal.PlainYearMonth; remark?: string },
): Promise<{ id: string } | null> {
  const window = windowOfMonth(month)
  const year = lastDays(window, 365)
  const windows = [window, year, lastDays(window, 90)]
  return publish(deps, {
    ...{ city, period: month.toString(), windows, remark },
    ...{ kind: 'month', withWords: false, frozen: year },
  })
}

type Publishing = {
  city: City
  kind: 'daily' | 'month'
  period: string
  windows: ReturnType<typeof windowsOn>
  withWords: boolean
  frozen: ReturnType<typeof windowsOn>[number] | null
  remark: string
}

/** The row is what publishes: whoever asks before it is there gets the files of before. */
async function publish(
  deps: DumpDeps,
  { city, kind, remark, ...wanted }: Publishing,
): Promise<{ id: string; takenAt: number } | null> {
  const id = randomUUID()
  const takenAt = deps.now().epochMilliseconds
  const folder = await makeDumpFolder(deps.config, id)
  try {
    const { asOf, files } = await writeDump(deps, { ...wanted, id, city, folder })
    await dumpFolders(deps.config).share(id)
    const last = kind === 'month' ? await lastInChain(deps, city.id) : null
    const previous = last === null ? null : Buffer.from(last.hash).toString('hex')
    const about = { city: city.slug, period: wanted.period, takenAt, files, previous }
    await deps.db.openDump.create({
      data: {
        ...{ id, cityId: city.id, kind, remark, period: wanted.period, method: METHOD },
        ...{ no: kind === 'month' ? (last?.no ?? 0) + 1 : null, files },
        ...{ takenAt: toDate(takenAt), asOf: toDate(asOf) },
        previousHash: last === null ? null : Buffer.from(last.hash),
        hash: Buffer.from(dumpHash(about), 'hex'),
      },
    })
    return { id, takenAt }
  } catch (error) {
    await removeDumpFolder(deps.config, id)
    if (isUniqueViolation(error)) return null
    throw error
  }
}

const lastInChain = ({ db }: DumpDeps, cityId: number) =>
  db.openDump.findFirst({
    where: { cityId, kind: 'month' },
    orderBy: { no: 'desc' },
    select: { no: true, hash: true },
  })

type Hashed = {
  city: string
  period: string
  /** Milliseconds UTC. */
  takenAt: number
  files: readonly Pick<FileFacts, 'name' | 'bytes' | 'sha256'>[]
  previous: string | null
}

/** SHA-256 of the canonical JSON of what was published, in hexadecimal: everybody can compute it from snapshots.json. */
export const dumpHash = ({ city, period, takenAt, files, previous }: Hashed): string =>
  hash(
    'sha256',
    canonicalJson({
      ...{ city, period, takenAt, previous },
      files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
    }),
    'hex',
  )
