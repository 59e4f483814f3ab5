import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectDir } from '../../src/config.ts'

export type PortalProcess = {
  child: ChildProcess
  /** All it has printed so far, both streams. */
  output(): string
  /** The exit code; null when a signal ended it. */
  ended: Promise<number | null>
}

/**
 * Starts the portal as `npm start` does. It inherits nothing but PATH; `env` wants DATA_DIR and PORT. `log` is an open
 * file that gets what it prints instead of `output`; `tree` is another checkout.
 */
export function startPortal(
  env: Record<string, string>,
  node = process.execPath,
  { log, tree = projectDir }: { log?: number; tree?: string } = {},
): PortalProcess {
  const args = [
    '--max-semi-space-size=8',
    '--heap-growing-percent=50',
    '--import',
    './src/preflight.js',
    'src/server.ts',
  ]
  const child = spawn(node, args, {
    cwd: tree,
    env: { PATH: process.env.PATH, DEMO: '0', ...env },
    stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk
    })
  }
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code) }
}

/** Waits until the portal says that it is ready. Throws what it printed when it ends or takes a minute. */
export async function untilReady(portal: PortalProcess): Promise<PortalProcess> {
  const deadline = performance.now() + 60_000
  while (!portal.output().includes('is ready')) {
    if (portal.child.exitCode !== null || performance.now() > deadline) throw new Error(portal.output())
    await sleep(20)
  }
  return portal
}

/** Living processes that name `folder` on their command line or work in it, such as PostgreSQL's (Linux only). */
export function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const isZombie = / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return !isZombie && (command.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder))
      } catch {
        return false
      }
    })
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

export async function timed<Result>(work: Promise<Result>): Promise<{ result: Result; ms: number }> {
  const start = performance.now()
  const result = await work
  return { result, ms: performance.now() - start }
}
