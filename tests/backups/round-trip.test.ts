import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secretKeyFor } from '../../src/cli/restore/source.ts'
import { takeCheckpoints } from '../../src/features/activity/index.ts'
import {
  checkBackup,
  gapOf,
  leftOut,
  parseKeep,
  restoreBackup,
  type Taken,
  takeBackup,
  thinBackups,
} from '../../src/features/backups/index.ts'
import { signManifest } from '../../src/features/backups/seal-manifest.ts'
import { eraseOwnData } from '../../src/features/complaints/actions/own-data.ts'
import { sweepFiles } from '../../src/features/complaints/actions/sweep-files.ts'
import { newNumber } from '../../src/features/complaints/index.ts'
import { dumpFolders } from '../../src/features/open-data/index.ts'
import { filesLock } from '../../src/platform/backup/files-lock.ts'
import { namedFiles } from '../../src/platform/backup/folders.ts'
import { loadTables } from '../../src/platform/backup/load-tables.ts'
import { backupsIn, readManifest, writeManifest } from '../../src/platform/backup/manifest.ts'
import { linesOf, packFile } from '../../src/platform/backup/packed-file.ts'
import { poolIn } from '../../src/platform/backup/stored-files.ts'
import { deriveKeys } from '../../src/platform/crypto/keys.ts'
import { unseal } from '../../src/platform/crypto/seal.ts'
import { withAdvisoryLock } from '../../src/platform/db/advisory-lock.ts'
import { diskPathOf } from '../../src/platform/files/disk-store.ts'
import { type LivedIn, liveIn } from '../support/lived-in.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { refusalOf, restored } from './support.ts'

/** A portal in which something has happened, backed up and restored. */

let portal: Portal
let city: LivedIn
let to: string
let taken: Taken
let dumpId: string

beforeAll(async () => {
  portal = await openPortal()
  city = await liveIn(portal)
  const erased = await portal.deps.db.complaint.findUniqueOrThrow({
    where: { number: city.complaints.planned.number },
  })
  const { number, secretToken: token } = city.complaints.planned
  await eraseOwnData(portal.deps, { complaintId: erased.id, number, token })
  dumpId = await plantMonth(portal)
  await takeCheckpoints(portal.deps)
  to = await mkdtemp(path.join(os.tmpdir(), 'ashyq-backups-'))
  taken = await takeBackup(portal.deps, to)
})
afterAll(async () => {
  await rm(to, { recursive: true, force: true })
  await portal?.close()
})

/** Open data of a month, which is kept for ever; answers its id. */
async function plantMonth({ deps, cast }: Portal, no = 1): Promise<string> {
  const id = randomUUID()
  const at = new Date('2026-03-01T00:00:00Z')
  const rest = {
    period: '2026-02',
    no,
    takenAt: at,
    asOf: at,
    method: '1',
    files: [],
    hash: Buffer.alloc(32, no),
  }
  await deps.db.openDump.create({ data: { id, cityId: cast.city.id, kind: 'month', ...rest } })
  const folder = dumpFolders(deps.config).folderOf(id)
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'figures.csv'), 'of a month\n')
  return id
}

/** Everything in a table, in one order. */
const rowsOf = async (pool: Portal['deps']['pool'], table: string) =>
  (await pool.query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`)).rows

/** References, checks and triggers, as they are written. */
const shapeOf = async (pool: Portal['deps']['pool']) =>
  (
    await pool.query(
      `SELECT conrelid::regclass::text AS place, conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace
       UNION ALL SELECT tgrelid::regclass::text, tgname, concat(pg_get_triggerdef(oid), tgenabled) FROM pg_trigger
         WHERE NOT tgisinternal ORDER BY 1, 2`,
    )
  ).rows

describe('a backup that is restored', () => {
  test('is the same portal, row by row and rule by rule, and says so', async () => {
    expect(taken.rows).toBeGreaterThan(300)
    const ledger = path.join(to, 'ledger.txt')
    const [there, absent] = [city.complaints.fresh.number, newNumber({ year: 2026, month: 3 }, () => 7)]
    await writeFile(ledger, `try k1\nack k1 ${there}\nack k2 ${absent}\nsome other line\n`)

    await restored(portal, taken.folder, async ({ deps, verify, jobsLeftOut, place }) => {
      for (const { name } of taken.manifest.tables.filter(({ name }) => name !== 'backup_run')) {
        expect(await rowsOf(deps.pool, name), name).toEqual(await rowsOf(portal.deps.pool, name))
      }
      expect(await shapeOf(deps.pool)).toEqual(await shapeOf(portal.deps.pool))
      expect(jobsLeftOut).toBe(0)
      expect(
        await readFile(path.join(dumpFolders(deps.config).folderOf(dumpId), 'figures.csv'), 'utf8'),
      ).toBe('of a month\n')
      expect(await rowsOf(deps.pool, 'pgboss.job')).not.toEqual([])
      // New rows get numbers that nobody has, and history cannot be changed there either.
      const next = await deps.pool.query(
        `SELECT nextval('complaint_id_seq')::int > max(id) AS free FROM complaint`,
      )
      expect(next.rows).toEqual([{ free: true }])
      await expect(deps.pool.query('DELETE FROM activity')).rejects.toThrow(/append-only/)
      const { sealed } = await deps.db.complaintContact.findFirstOrThrow({
        where: { kind: 'email', complaint: { number: there } },
      })
      expect(unseal(deps.keys, sealed, `complaint-contact/${there}/email`)).toBe('aigul@example.kz')

      const looked = await verify()
      expect(looked.flatMap(({ faults }) => faults)).toEqual([])
      expect(looked.filter(({ checked }) => checked === 0)).toEqual([])
      expect(await gapOf(deps, ledger)).toEqual({ acknowledged: 2, absent: [absent] })

      const { folder, manifest } = taken
      const { dataDir } = deps.config
      const again = { databaseUrl: place, files: deps.files, dataDir, makeQueues: async () => undefined }
      await expect(restoreBackup({ folder, manifest, ...again })).rejects.toThrow(/not empty/)
      // also when it was empty a moment ago
      await expect(loadTables(place, folder, manifest)).rejects.toThrow(/not empty/)
    })
  })

  test('is refused by another key and without one', async () => {
    const config = { ...portal.deps.config, dataDir: path.join(to, 'nowhere') }
    await expect(secretKeyFor({ ...config, secretKey: 'x'.repeat(43) }, taken.manifest)).rejects.toThrow(
      /SECRET_KEY.* is not the one/,
    )
    await expect(secretKeyFor(config, taken.manifest)).rejects.toThrow(/which is not in the backup/)
    const files = await readdir(taken.folder)
    for (const file of files) {
      expect(await readFile(path.join(taken.folder, file), 'latin1')).not.toContain('k'.repeat(43))
    }
  })
})

/** A copy of the backup that something happened to; photos lie beside it. */
async function damaged(name: string, harm: (folder: string) => Promise<void>): Promise<string> {
  const place = path.join(to, name)
  await cp(path.join(to, 'files'), path.join(place, 'files'), { recursive: true })
  const folder = path.join(place, path.basename(taken.folder))
  await cp(taken.folder, folder, { recursive: true })
  await harm(folder)
  return folder
}

async function flipByte(file: string, at = 20) {
  const bytes = await readFile(file)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  await writeFile(file, bytes)
}

describe('a damaged backup is refused by name', () => {
  test.each<[string, (folder: string) => Promise<void>, RegExp]>([
    [
      'a flipped byte',
      (folder) => flipByte(path.join(folder, 'complaint.copy.zst')),
      /complaint\.copy\.zst was changed/,
    ],
    [
      'a table cut short',
      (folder) => truncate(path.join(folder, 'activity.copy.zst'), 100),
      /activity\.copy\.zst has 100 bytes instead of/,
    ],
    [
      'a missing table',
      (folder) => unlink(path.join(folder, 'photo.copy.zst')),
      /photo\.copy\.zst is missing/,
    ],
    ['no manifest', (folder) => unlink(path.join(folder, 'manifest.json')), /no finished backup/],
    [
      'a manifest that was changed',
      async (folder) => {
        const file = path.join(folder, 'manifest.json')
        const text = await readFile(file, 'utf8')
        await writeFile(file, text.replace(/"startedAt": (\d+)/, '"startedAt": 1'))
      },
      /manifest\.json was changed/,
    ],
    [
      'a manifest by somebody else',
      async (folder) => {
        const { publicKey: _, signature: __, ...rest } = taken.manifest
        await writeManifest(folder, signManifest(deriveKeys('x'.repeat(43)), { ...rest, startedAt: 1 }))
      },
      /signed with the key \S+, which is not that of the portal/,
    ],
    [
      'a manifest that names a file elsewhere',
      async (folder) => {
        const { stored, ...rest } = taken.manifest
        await writeManifest(folder, { ...rest, stored: { ...stored, file: '../files.txt.zst' } })
      },
      /names a file that is none of a backup/,
    ],
    [
      'a missing photo',
      async (folder) => unlink(diskPathOf(path.dirname(folder), await firstKey())),
      /photo or paper [0-9a-f]{64} is missing/,
    ],
    [
      'a photo with a flipped byte',
      async (folder) => flipByte(diskPathOf(path.dirname(folder), await firstKey())),
      /photo or paper [0-9a-f]{64} is corrupt/,
    ],
  ])('%s', async (name, harm, sentence) => {
    const folder = await damaged(name.replaceAll(' ', '-'), harm)
    expect(await refusalOf(portal, folder)).toMatch(sentence)
  })

  test.each([
    '/etc/cron.d/x',
    '../../x',
    'a/../../x',
    'open-data/./x',
    'open-data/x\0y',
    'x',
    'a//b',
  ])('a list that leads to %j', async (place) => {
    const folder = await mkdtemp(path.join(to, 'list-'))
    const listed = await packFile(folder, 'folders.txt.zst', Readable.from([`${'a'.repeat(64)} ${place}\n`]))
    await expect(namedFiles(folder, listed).next()).rejects.toThrow(/names a place that is none/)
  })
})

const firstKey = async (): Promise<string> => {
  for await (const key of linesOf(taken.folder, taken.manifest.stored)) return key
  throw new Error('no photo in the backup')
}

test('a second backup copies new and rotten photos and leaves the first alone; thinning takes it away as a whole', {
  tags: ['long'],
}, async () => {
  portal.setNow('2026-03-30T12:00:00Z')
  await flipByte(diskPathOf(to, await firstKey()))
  const elsewhere = await plantMonth(portal, 2)
  await rm(dumpFolders(portal.deps.config).folderOf(elsewhere), { recursive: true })
  const again = await takeBackup(portal.deps, to)
  expect([again.copied, again.manifest.stored.count]).toEqual([1, taken.manifest.stored.count])
  expect(again.absent).toEqual([elsewhere])
  expect(await checkBackup(taken.folder, await readManifest(taken.folder))).toEqual([])

  await mkdir(path.join(to, '20260401T000000Z'))
  await poolIn(to).put(Buffer.from('a photo that no backup names any more'))
  expect(await thinBackups(to, parseKeep('1d'))).toEqual({ removed: [path.basename(taken.folder)], files: 1 })
  expect(await checkBackup(again.folder, again.manifest)).toEqual([])
  // What is not finished is left to the next backup, which knows that nobody writes it.
  expect((await backupsIn(to)).map(({ finished }) => finished)).toEqual([true, false])
  portal.setNow('2026-04-02T12:00:00Z')
  await takeBackup(portal.deps, to)
  expect((await backupsIn(to)).map(({ finished }) => finished)).toEqual([true, true])
})

test('nothing is swept away while files are copied', async () => {
  const { deps } = portal
  const stray = await deps.files.put(Buffer.from('of a form that was never finished'))
  const tomorrow = Temporal.Now.instant().add({ hours: 48 })
  await withAdvisoryLock(deps.pool, filesLock, { wait: true }, async () => {
    expect(await sweepFiles(deps, tomorrow)).toEqual({ seen: 0, deleted: 0 })
  })
  expect(await deps.files.check(stray.key)).toBe('ok')
  expect((await sweepFiles(deps, tomorrow)).deleted).toBe(1)
})

test('every column that names stored files ends in _key, so that backups find it', async () => {
  const { rows } = await portal.deps.pool.query<{ name: string; column: string }>(
    `SELECT table_name AS name, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'text'`,
  )
  const naming: string[] = []
  for (const { name, column } of rows) {
    const { rows: found } = await portal.deps.pool.query(
      `SELECT FROM "${name}" WHERE "${column}" ~ '^[0-9a-f]{64}$' LIMIT 1`,
    )
    if (found.length > 0) naming.push(column)
  }
  expect(naming.length).toBeGreaterThan(3)
  expect(naming.filter((column) => !column.endsWith('_key'))).toEqual([])
})

test('tables that are left out are there to be left out, and sessions of staff are among them', async () => {
  const { rows } = await portal.deps.pool.query(
    `SELECT to_regclass(name) IS NOT NULL AS there FROM unnest($1::text[]) AS name`,
    [leftOut],
  )
  expect(rows).toEqual(leftOut.map(() => ({ there: true })))
  expect(taken.manifest.tables.map(({ name }) => name)).not.toContain('staff_session')
})
