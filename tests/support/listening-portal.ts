import { once } from 'node:events'
import { createServer } from 'node:http'
import { openPortal, type Portal } from './portal.ts'

/** A portal that browsers can reach. `origin` is its public address: links in pages and mails lead there. */
export type ListeningPortal = Portal & { origin: string }

/** The portal with its cast on a free port of this machine. For `beforeAll`; ends with `close`. */
export async function openListeningPortal({
  smtpUrl,
}: {
  /** A mail server; without one mails are written to a folder. */
  smtpUrl?: string
} = {}): Promise<ListeningPortal> {
  // A test may think for a while before it asks again on the same connection.
  const server = createServer({ keepAliveTimeout: 300_000 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  // By name: only there may a browser of a resident use the clipboard and the location, as on https.
  const origin = `http://localhost:${port}`
  const portal = await openPortal({ publicUrl: origin, ...(smtpUrl === undefined ? {} : { smtpUrl }) })
  server.on('request', portal.app)
  return {
    ...portal,
    origin,
    async close() {
      server.close()
      server.closeAllConnections()
      await portal.close()
    },
  }
}
