import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** The line between a portal and its database, to be damaged. */
export type DatabaseLine = {
  /** Address of the database by this line. */
  url: string
  /**
   * - whole: everything passes
   * - deaf: connections stay, what is said on them is lost, as when a cable is pulled or a host is frozen
   * - cut: connections break, new ones are refused
   */
  set(state: 'whole' | 'deaf' | 'cut'): void
  close(): Promise<void>
}

export async function openDatabaseLine(databaseUrl: string): Promise<DatabaseLine> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let state: 'whole' | 'deaf' | 'cut' = 'whole'
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('data', (chunk) => state === 'whole' && other.write(chunk))
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        if (state !== 'deaf') other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' ? address?.port : '')
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    set(next) {
      // What was lost on a deaf line does not come back: whoever waits for it waits in vain.
      if (next === 'cut' || (state === 'deaf' && next === 'whole')) breakAll()
      state = next
    },
    async close() {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}
