import { once } from 'node:events'
import net from 'node:net'

/** What happens to bytes on the way: all pass, answers are cut off, or nothing comes through and nobody says so. */
export type Line = 'open' | 'no answers' | 'silent'

export type CuttingProxy = {
  port: number
  line: Line
  /** How many connections were cut or silenced. */
  hits: number
  close(): Promise<void>
}

/** A TCP proxy on loopback to `target`, whose line a test can spoil while it is used. */
export async function openCuttingProxy(target: { host: string; port: number }): Promise<CuttingProxy> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((near) => {
    const far = net.connect(target)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    near.on('data', (bytes) => {
      if (proxy.line === 'silent') proxy.hits++
      else far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (proxy.line === 'open') near.write(bytes)
      else {
        proxy.hits++
        // The other end has done its work; only nobody hears of it.
        if (proxy.line === 'no answers') near.destroy()
      }
    })
    near.on('close', () => far.end())
    far.on('close', () => (proxy.line === 'silent' ? undefined : near.end()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: CuttingProxy = {
    port: (server.address() as net.AddressInfo).port,
    line: 'open',
    hits: 0,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
