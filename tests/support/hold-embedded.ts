import { startEmbedded } from '../../src/platform/db/embedded/embedded.ts'

/** A program for tests: runs the embedded database of the folder in argv until it is killed. */
const [, , dataDir = ''] = process.argv
try {
  const { url, superuserUrl, folder } = await startEmbedded(dataDir, { durable: false })
  console.log(JSON.stringify({ url, superuserUrl, folder }))
  setInterval(() => undefined, 60_000)
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? `${error.name}: ${error.message}` : error }))
}
