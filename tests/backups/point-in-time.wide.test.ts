/** @module-tag long */

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { appendFile, chmod, chown, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/create-deps.ts'
import { verifyActivity } from '../../src/features/activity/index.ts'
import { checkProjections } from '../../src/features/complaints/index.ts'
import { features } from '../../src/features.ts'
import { accountForNewCluster } from '../../src/platform/db/embedded/account.ts'
import { copyBase, placeBase } from '../../src/platform/db/embedded/base-copy.ts'
import { findRunningAsSuperuser } from '../../src/platform/db/embedded/embedded.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { file } from '../complaints/history.ts'
import { type Cast, plantCast } from '../support/cast.ts'
import { freePort } from '../support/portal-process.ts'

/** Twenty complaints, a moment, twenty more: the log is played back to the moment, with both kinds of server. */

let home: string
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'ashyq-point-in-time-'))
  // The account of PostgreSQL passes through.
  await chmod(home, 0o755)
})
afterAll(() => rm(home, { recursive: true, force: true }))

type Place = { dataDir: string; databaseUrl?: string; walArchive?: string }

/** The portal on a database, for as long as `work` takes. */
async function on<Result>(place: Place, work: (filer: Filer) => Promise<Result>): Promise<Result> {
  const config = { ...loadConfig({ NODE_ENV: 'test', DEMO: '0' }), ...place }
  const database = await openDatabase(config, { as: 'portal' })
  const { db, pool } = database
  const deps = createDeps({ config, db, pool, secretKey: 'k'.repeat(43) })
  await deps.jobs.start(
    features.flatMap((feature) => feature.jobs?.(deps) ?? []),
    { work: false },
  )
  try {
    return await work({ deps, pool })
  } finally {
    await deps.release()
    await database.close()
  }
}
type Filer = { deps: ReturnType<typeof createDeps>; pool: pg.Pool }

async function fileTwenty({ deps }: Filer, cast: Cast): Promise<string[]> {
  const numbers: string[] = []
  for (let n = 0; n < 20; n++) numbers.push((await file({ deps, cast })).number)
  return numbers.sort()
}

/** What is there, and whether it is whole. */
const found = async ({ pool }: Filer) => ({
  numbers: (await pool.query<{ number: string }>('SELECT number FROM complaint ORDER BY number')).rows.map(
    ({ number }) => number,
  ),
  broken: await verifyActivity(pool),
  faults: (await checkProjections(pool)).faults,
})

/** A moment between two sets of complaints, by the clock of the database. */
async function moment({ pool }: Filer): Promise<string> {
  await sleep(1_100)
  const { rows } = await pool.query<{ at: Date }>('SELECT clock_timestamp() AS at')
  await sleep(1_100)
  return rows[0]?.at.toISOString() ?? ''
}

async function asSuperuser<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Ends the running segment and waits until it is in the archive. */
async function archiveNow(url: string, archive: string): Promise<void> {
  const [row] = await asSuperuser<{ name: string }>(url, 'SELECT pg_walfile_name(pg_switch_wal()) AS name')
  await expect.poll(() => readdir(archive), { timeout: 30_000 }).toContain(row?.name)
}

test('the embedded database', async () => {
  const [dataDir, archive, base] = ['data', 'archive', 'base'].map((name) => path.join(home, name)) as [
    string,
    string,
    string,
  ]
  const { first, at, cast } = await on({ dataDir, walArchive: archive }, async (filer) => {
    const cast = await plantCast(filer.deps.db)
    await copyBase(dataDir, base, () => Temporal.Now.instant().epochMilliseconds)
    const first = await fileTwenty(filer, cast)
    const at = await moment(filer)
    await fileTwenty(filer, cast)
    await archiveNow((await findRunningAsSuperuser(dataDir)) ?? '', archive)
    return { first, at, cast }
  })

  const recovered = path.join(home, 'recovered')
  await placeBase(base, { dataDir: recovered, archive, until: Date.parse(at) })
  const there = await on({ dataDir: recovered }, async (filer) => ({
    ...(await found(filer)),
    // And it is a database like any other: what is filed now is there after the next start.
    after: (await file({ deps: filer.deps, cast })).number,
  }))
  expect(there).toMatchObject({ numbers: first, broken: [], faults: [] })
  expect((await on({ dataDir: recovered }, found)).numbers).toEqual([...first, there.after].sort())

  const all = path.join(home, 'all')
  await placeBase(base, { dataDir: all, archive })
  expect((await on({ dataDir: all }, found)).numbers).toHaveLength(40)

  // A moment of which nothing is archived: how far the archive goes, and what to do.
  const later = path.join(home, 'later')
  const inAnHour = Temporal.Now.instant().epochMilliseconds + 3_600_000
  await placeBase(base, { dataDir: later, archive, until: inAnHour })
  await expect(on({ dataDir: later }, found)).rejects.toThrow(
    /ends before the moment that is wanted \(its last change was made at \d{4}-\d\d-\d\dT[\d:.]+Z\); name an earlier one/,
  )

  const again = placeBase(base, { dataDir: recovered, archive })
  await expect(again).rejects.toThrow(/already/)
  const early = placeBase(base, {
    dataDir: path.join(home, 'early'),
    archive,
    until: Date.parse('2026-01-01'),
  })
  await expect(early).rejects.toThrow(/use an older base copy/)
  await writeFile(path.join(base, 'cluster/PG_VERSION'), '17\n')
  const harmed = placeBase(base, { dataDir: path.join(home, 'harmed'), archive })
  await expect(harmed).rejects.toThrow(/PG_VERSION .* was changed/)
}, 300_000)

const debian = '/usr/lib/postgresql/15/bin'

describe.skipIf(!existsSync(`${debian}/pg_basebackup`))(
  "a server of one's own (PostgreSQL 15 of Debian)",
  () => {
    let server: ChildProcess | undefined
    afterAll(() => stop())

    /** As PostgreSQL wants it: never as root. */
    async function asPostgres(program: string, args: string[]): Promise<void> {
      const account = await accountForNewCluster()
      await promisify(execFile)(`${debian}/${program}`, args, { ...account, cwd: '/' })
    }

    /** A direct child, which is waited for. */
    async function start(cluster: string, port: number): Promise<string> {
      const account = await accountForNewCluster()
      const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
      server = spawn(`${debian}/postgres`, ['-D', cluster, '-p', String(port), ...settings], {
        ...account,
        cwd: '/',
        stdio: 'ignore',
      })
      const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
      await expect
        .poll(() => asSuperuser(url, 'SELECT pg_is_in_recovery() AS waiting').catch(() => null), {
          timeout: 60_000,
        })
        .toEqual([{ waiting: false }])
      return url
    }

    async function stop(): Promise<void> {
      if (server === undefined || server.exitCode !== null) return
      const ended = once(server, 'exit')
      server.kill('SIGINT')
      await ended
    }

    test('pg_basebackup and restore_command, as docs/backup.md has them', async () => {
      const account = await accountForNewCluster()
      const room = path.join(home, 'outside')
      await mkdir(room)
      if (account !== undefined) await chown(room, account.uid, account.gid)
      const [main, archive, base] = ['main', 'wal', 'base'].map((name) => path.join(room, name)) as [
        string,
        string,
        string,
      ]
      await mkdir(archive)
      if (account !== undefined) await chown(archive, account.uid, account.gid)
      await asPostgres('initdb', [
        '-D',
        main,
        '-U',
        'postgres',
        '--auth=trust',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
      ])
      await appendFile(
        path.join(main, 'postgresql.conf'),
        `wal_level = replica\narchive_mode = on\narchive_timeout = 300
archive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f.new && sync ${archive}/%f.new && mv ${archive}/%f.new ${archive}/%f'\n`,
      )
      const port = await freePort()
      const url = await start(main, port)
      await asSuperuser(url, 'CREATE DATABASE ashyq')
      const databaseUrl = url.replace(/postgres$/, 'ashyq')
      const dataDir = path.join(home, 'outside-data')
      const { first, at } = await on({ dataDir, databaseUrl }, async (filer) => {
        const cast = await plantCast(filer.deps.db)
        const copy = ['--checkpoint=fast', '--wal-method=none', '-D', base, '-h', '127.0.0.1']
        await asPostgres('pg_basebackup', [...copy, '-p', String(port), '-U', 'postgres'])
        const first = await fileTwenty(filer, cast)
        const at = await moment(filer)
        await fileTwenty(filer, cast)
        await archiveNow(url, archive)
        return { first, at }
      })
      await stop()

      const moved = path.join(room, 'again')
      await cp(base, moved, { recursive: true, preserveTimestamps: true })
      await appendFile(
        path.join(moved, 'postgresql.auto.conf'),
        `restore_command = 'cp ${archive}/%f %p'
recovery_target_time = '${at.replace('T', ' ').replace('Z', '+00')}'
recovery_target_action = 'promote'\n`,
      )
      await writeFile(path.join(moved, 'recovery.signal'), '')
      await chmod(moved, 0o700)
      if (account !== undefined)
        await promisify(execFile)('chown', ['-R', `${account.uid}:${account.gid}`, moved])
      await start(moved, port)
      const there = await on({ dataDir, databaseUrl }, found)
      expect(there).toEqual({ numbers: first, broken: [], faults: [] })
    }, 300_000)
  },
)
