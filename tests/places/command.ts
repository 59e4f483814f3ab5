import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type Ended = { code: number | null; out: string; err: string }

/** Runs a command of `src/cli` on a database of the tests. */
export async function runCommand(databaseUrl: string, dataDir: string, ...args: string[]): Promise<Ended> {
  const [script = '', ...rest] = args
  const child = spawn(process.execPath, ['--import', './src/preflight.js', `src/cli/${script}.ts`, ...rest], {
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (written.out += chunk))
  child.stderr.on('data', (chunk) => (written.err += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...written }
}
