import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { generateClient } from '../../src/platform/db/generate.ts'

/**
 * Runs once per test run, in its main process. The database server and the migrated template are made when
 * the first test file asks for a database, so a run of pure unit tests does not pay for them.
 */
export default async function setup(project: TestProject) {
  await generateClient()
  // Imports the generated client, so it cannot be imported before.
  const { TestServer } = await import('./test-server.ts')
  const databases = new TestServer()
  const secretPath = `/${randomBytes(16).toString('hex')}`
  const desk = createServer((req, res) => {
    if (req.url !== secretPath) {
      res.writeHead(404).end()
      return
    }
    databases.offer().then(
      (offer) => res.end(JSON.stringify(offer)),
      (error) => res.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    )
  })
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve))
  const address = desk.address()
  const port = typeof address === 'object' ? address?.port : undefined
  project.provide('databaseDesk', `http://127.0.0.1:${port}${secretPath}`)

  return async () => {
    desk.close()
    desk.closeAllConnections()
    await databases.close()
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for the database server of this run; see `databaseOffer`. */
    databaseDesk: string
  }
}
