import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, readlinkSync } from 'node:fs'
import { readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

export type Launch = {
  binaries: Binaries
  folder: string
  port: number
  /** Further settings, name=value. */
  settings: string[]
  logFile: string
  account: Account | undefined
  signal: AbortSignal | undefined
  /** It was started, and is coming up. */
  onLaunch: (() => void) | undefined
}

/** A running PostgreSQL server whose life hangs on this process. */
export type Postmaster = {
  port: number
  /** Resolves when the server has ended, for whatever reason. */
  ended: Promise<void>
  /** Lets running transactions be cancelled and writes everything down; harder after `patienceMs`. */
  stop(patienceMs: number): Promise<void>
  /** Ends the server at once; the next start recovers from the log. For the last moment of a process. */
  abort(): void
}

/** The server did not come up; `message` is what it wrote. */
export class LaunchFailed extends Error {
  override name = 'LaunchFailed'
}

/**
 * PostgreSQL is started by a shell that also watches a pipe from us. When this process ends, even by kill -9,
 * the pipe closes and the shell stops the server in an orderly way. The shell also reaps the server, so no
 * zombie keeps the lock file looking alive in containers whose first process does not reap.
 */
const guardian = `
trap '' INT TERM HUP QUIT
exec 3<&0
"$@" </dev/null 3<&- >&2 &
server=$!
echo "$server"
exec 1>&2
{ cat <&3 >/dev/null; kill -INT "$server"; } 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill -KILL "$watcher" 2>/dev/null
exit "$code"
`

/** Starts the server and waits until it takes connections. Throws LaunchFailed, also after an abort. */
export async function launch(options: Launch): Promise<Postmaster> {
  const { folder, logFile, port } = options
  const logStart = await stat(logFile).then(
    ({ size }) => size,
    () => 0,
  )
  const { child, serverPid } = spawnServer(options)
  let running = true
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false
      child.stdin?.destroy()
      resolve()
    }
    child.once('exit', end).once('error', end)
  })
  const signal = (name: NodeJS.Signals) => {
    const pid = serverPid()
    if (running && pid !== undefined) trySignal(pid, name)
  }

  options.onLaunch?.()
  while (!(await isReady(folder, serverPid))) {
    if (!running) throw new LaunchFailed(await readFrom(logFile, logStart))
    if (options.signal?.aborted) child.stdin?.end()
    await Promise.race([ended, sleep(15)])
  }
  return {
    port,
    ended,
    async stop(patienceMs) {
      if (process.platform === 'win32') await stopByControl(options)
      child.stdin?.end()
      await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })])
      if (running) signal('SIGQUIT')
      await Promise.race([ended, sleep(500, undefined, { ref: false })])
      if (running) signal('SIGKILL')
      await ended
    },
    abort() {
      signal('SIGQUIT')
      child.stdin?.destroy()
    },
  }
}

function spawnServer({ binaries, folder, port, settings, logFile, account }: Launch) {
  const log = openSync(logFile, 'a', 0o600)
  const args = ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  // A session of its own, so that Ctrl-C reaches only us and requests can finish before the database goes.
  const options = { ...spawnOptions(account), detached: true }
  let child: ChildProcess
  let pid: number | undefined
  if (process.platform === 'win32') {
    child = spawn(binaries.postgres, args, { windowsHide: true, stdio: ['pipe', log, log] })
    pid = child.pid
  } else {
    const command = ['-c', guardian, 'postgres-guardian', binaries.postgres, ...args]
    child = spawn('/bin/sh', command, { ...options, stdio: ['pipe', 'pipe', log] })
    child.stdout?.once('data', (line) => {
      pid = Number.parseInt(String(line), 10)
    })
  }
  child.stdin?.on('error', () => undefined)
  closeSync(log)
  return { child, serverPid: () => pid }
}

/** Programs of PostgreSQL get nothing of our environment: it may hold secrets, and a locale they do not know. */
export const spawnOptions = (account: Account | undefined) => ({
  ...account,
  cwd: '/',
  env: { PATH: '/usr/bin:/bin', TZ: 'UTC' },
})

async function isReady(folder: string, serverPid: () => number | undefined): Promise<boolean> {
  const lock = await readLockFile(folder)
  return lock !== undefined && lock.pid === serverPid() && lock.ready
}

type LockFile = { pid: number; port: number; ready: boolean }

/** What PostgreSQL writes into postmaster.pid: line 1 its process, line 4 the port, line 8 its state. */
export async function readLockFile(folder: string): Promise<LockFile | undefined> {
  const text = await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.startsWith('ready') === true }
}

const readFrom = async (file: string, start: number) =>
  (await readFile(file).catch(() => Buffer.alloc(0))).subarray(start).toString('utf8')

/**
 * Clears away what a killed run left in `folder`: a server that still runs is stopped, a lock file that names
 * a dead or foreign process is removed. Only for a caller that holds the lock of the data folder.
 */
export async function endPrevious(binaries: Binaries, folder: string): Promise<void> {
  const lock = await readLockFile(folder)
  if (lock === undefined) return
  if (process.platform === 'win32') return stopByControl({ binaries, folder })
  const real = await realpath(folder)
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await worksIn(lock.pid, real))) break
    trySignal(lock.pid, signal)
    await until(async () => !(await worksIn(lock.pid, real)), 8_000)
  }
  // The backends of a killed server end by themselves soon after it.
  await until(async () => !(await anyoneWorksIn(real)), 8_000)
  // A server that ended in order has removed the file; otherwise the process it names is dead or another
  // program, and in the second case PostgreSQL would refuse to start.
  const left = await readLockFile(folder)
  if (left?.pid === lock.pid && !(await anyoneWorksIn(real))) await rm(path.join(folder, 'postmaster.pid'))
}

const stopByControl = async ({ binaries, folder }: Pick<Launch, 'binaries' | 'folder'>) => {
  const args = ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '20']
  await promisify(execFile)(binaries.pgCtl, args, { windowsHide: true }).catch(() => undefined)
}

/** Whether process `pid` is a server (or backend) of the cluster in `folder`: they have it as working folder. */
async function worksIn(pid: number, folder: string): Promise<boolean> {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder && !isZombie(pid)
    } catch {
      return false
    }
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout.includes(folder)
}

const isZombie = (pid: number) => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, ''))

async function anyoneWorksIn(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const names = await readdir('/proc')
  for (const name of names) {
    if (/^\d+$/.test(name) && (await worksIn(Number(name), folder))) return true
  }
  return false
}

async function until(condition: () => Promise<boolean>, mostMs: number): Promise<void> {
  const deadline = performance.now() + mostMs
  while (performance.now() < deadline && !(await condition())) await sleep(20)
}

function trySignal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // It has just ended.
  }
}
