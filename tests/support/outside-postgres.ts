import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { appendFile, chmod, chown, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './portal-process.ts'

const programs = '/usr/lib/postgresql/15/bin'
const run = promisify(execFile)

/** Why nothing can be said here; null where PostgreSQL 15 of Debian is installed with the extensions of the portal. */
export const postgresMissing: string | null = (() => {
  try {
    accessSync(`${programs}/pg_basebackup`, constants.X_OK)
    accessSync('/usr/share/postgresql/15/extension/pg_trgm.control')
    return null
  } catch {
    return ' (no verdict: PostgreSQL 15 is not installed)'
  }
})()

/** A server of its own in a folder, a child of the test: what it was told is as safe as on any machine. */
export type OutsidePostgres = {
  url: string
  /** Resolves when it answers. */
  start(): Promise<void>
  /** kill -9 of the server; resolves when nothing of it is left. */
  kill(): Promise<void>
}

export async function createPrimary(home: string): Promise<OutsidePostgres> {
  const folder = path.join(home, 'primary')
  const identity = await identityFor(home)
  await mkdir(folder, { mode: 0o700 })
  await own(folder, identity)
  const secret = path.join(home, 'password')
  await appendFile(secret, 'ashyq', { mode: 0o644 })
  const how = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums']
  await run(`${programs}/initdb`, ['-D', folder, '-U', 'ashyq', '--pwfile', secret, ...how], identity)
  const port = await freePort()
  await appendFile(path.join(folder, 'postgresql.conf'), settings(port, folder))
  await appendFile(path.join(folder, 'pg_hba.conf'), 'host replication ashyq 127.0.0.1/32 scram-sha-256\n')
  const server = serverIn(folder, port, identity)
  await server.start()
  const first = new pg.Client(server.url.replace(/\/ashyq$/, '/postgres'))
  await first.connect()
  await first.query("CREATE DATABASE ashyq ENCODING 'UTF8' TEMPLATE template0")
  await first.end()
  return server
}

/** A streaming replica, as pg_basebackup -R sets it up. */
export async function createReplicaOf(primary: OutsidePostgres, home: string): Promise<OutsidePostgres> {
  const folder = path.join(home, 'replica')
  const identity = await identityFor(home)
  await mkdir(folder, { mode: 0o700 })
  await own(folder, identity)
  const from = primary.url.replace(/\/ashyq$/, '/postgres')
  await run(
    `${programs}/pg_basebackup`,
    ['-D', folder, '-R', '-X', 'stream', '-c', 'fast', '-d', from],
    identity,
  )
  const port = await freePort()
  await appendFile(path.join(folder, 'postgresql.conf'), settings(port, folder))
  const server = serverIn(folder, port, identity)
  await server.start()
  return server
}

const settings = (port: number, folder: string) => `
port = ${port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '${folder}'
max_connections = 200
shared_buffers = 64MB
wal_level = replica
max_wal_senders = 5
wal_keep_size = 256MB
hot_standby = on
logging_collector = off
`

type Identity = { uid?: number; gid?: number }

/** PostgreSQL does not run as root; then it runs as its own user, who must be able to enter the folder. */
async function identityFor(home: string): Promise<Identity> {
  await chmod(home, 0o755)
  if (process.getuid?.() !== 0) return {}
  const { stdout } = await run('getent', ['passwd', 'postgres'])
  const [, , uid, gid] = stdout.split(':').map(Number)
  return uid === undefined || gid === undefined ? {} : { uid, gid }
}

async function own(folder: string, { uid, gid }: Identity): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid)
}

function serverIn(folder: string, port: number, identity: Identity): OutsidePostgres {
  const url = `postgresql://ashyq:ashyq@127.0.0.1:${port}/ashyq`
  let child: ChildProcess | undefined
  return {
    url,
    async start() {
      // Its own group: children that write on after the postmaster was killed end with it.
      child = spawn(`${programs}/postgres`, ['-D', folder], { ...identity, detached: true, stdio: 'ignore' })
      for (const deadline = performance.now() + 60_000; !(await answers(url)); await sleep(50)) {
        if (child.exitCode !== null || performance.now() > deadline) {
          throw new Error(`PostgreSQL in ${folder} does not start`)
        }
      }
    },
    async kill() {
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'close')
      process.kill(-child.pid, 'SIGKILL')
      await ended
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url.replace(/\/ashyq$/, '/postgres'),
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
