import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { BenchPortal } from './data-set.ts'

/**
 * What no portal can be faster than, in a process of its own: `bare` is an Express page of the same bytes, `sql` also
 * asks the database what the portal's page asks it.
 */
export type Floor = {
  pid: number
  origin: string
  /** By name of the page: its bytes, and how many statements one request sends. */
  pages: Record<string, { bytes: number; statements: number }>
  stop(): Promise<void>
}

export type FloorOrder = Pick<BenchPortal, 'databaseUrl' | 'sample'>
export type FloorReady = Pick<Floor, 'origin' | 'pages'>

export async function openFloor({ databaseUrl, sample }: BenchPortal): Promise<Floor> {
  const child = fork(`${import.meta.dirname}/floor-server.ts`, {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const ready = once(child, 'message')
  child.send({ databaseUrl, sample } satisfies FloorOrder)
  const [first] = await Promise.race([ready, failed(child)])
  return {
    ...(first as FloorReady),
    pid: child.pid ?? 0,
    async stop() {
      child.kill()
      await once(child, 'close')
    },
  }
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'close')
  throw new Error(`the floor ended with ${code}`)
}
