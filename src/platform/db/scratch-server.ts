import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startEmbedded } from './embedded/embedded.ts'

/** An empty database on a server of its own in a temporary folder, gone after `work`. */
export async function withScratchDatabase<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const dataDir = path.join(os.tmpdir(), `ashyq-qala-scratch-${randomBytes(4).toString('hex')}`)
  const server = await startEmbedded(dataDir, { durable: false })
  try {
    return await work(server.url)
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
    await rm(server.folder, { recursive: true, force: true })
  }
}
