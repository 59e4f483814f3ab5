import type { Server } from 'node:http'
import { createServer, Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../config.ts'
import { UserError } from '../user-error.ts'

/** A server and all sockets on which connections come to it. */
export type Listening = { server: Server; sockets: readonly NetServer[]; address: string }

/** Slow senders are cut, but a resident on a slow phone network has ten minutes for photos. */
export const httpLimits = {
  headersTimeout: 10_000,
  requestTimeout: 600_000,
  connectionsCheckingInterval: 5_000,
  // Longer than the minute for which proxies reuse a connection, else they send into a closing one.
  keepAliveTimeout: 65_000,
}
/** Nothing was read or written on a socket for so long: whoever was there does not listen. */
const SILENCE_MS = 120_000

/**
 * Sockets cost little, but not nothing. When most are taken, those on which nothing is asked are closed: a browser opens
 * another one without a word.
 */
export function limitConnections(server: Server, most = 8_000): void {
  server.maxConnections = most
  server.timeout = SILENCE_MS
  let open = 0
  server.on('connection', (socket) => {
    // A socket counts its own connections, and there are several.
    if (open >= most) {
      socket.destroy()
      return
    }
    open++
    socket.once('close', () => open--)
    if (open > 0.75 * most) server.closeIdleConnections()
  })
}

/**
 * So many sockets listen on the same port. Node takes one connection from each in a turn of its event loop, and under
 * load a turn takes tens of milliseconds: from a single socket that is thirty connections a second. The rest wait, and
 * what the queue does not hold is tried again by its sender after 1, 3, 7 and 15 s (docs/decisions/0097).
 */
const SOCKETS = 16
/** Elsewhere one socket has to do, as on any machine on which a port is tried out. */
const sharesPorts = process.platform === 'linux'

/** Answers once connections are taken. Throws UserError when the port or the address cannot be had. */
export async function listen(
  server: Server,
  { port, host }: Pick<Config, 'port' | 'host'>,
  count = sharesPorts ? SOCKETS : 1,
): Promise<Listening> {
  try {
    const sockets =
      count === 1 ? [await bind(server, { port, host })] : await bindMany(server, { port, host, count })
    const shown = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host
    return { server, sockets, address: `http://${shown}:${portOf(server) ?? port}` }
  } catch (error) {
    throw explainListen(error as Error, port, host)
  }
}

type Place = { port: number; host: string }

/** Of systems that know of shared ports but have none, such as some sandboxes. */
const withoutSharing = new Set(['ENOTSUP', 'ENOPROTOOPT', 'EINVAL'])

async function bindMany(
  server: Server,
  { port, host, count }: Place & { count: number },
): Promise<NetServer[]> {
  // Several programs of one user may share a port as these sockets do: that another portal has it would not be seen.
  if (port !== 0) await closeSocket(await bind(createServer(), { port, host }))
  try {
    await bind(server, { port, host, reusePort: true })
  } catch (error) {
    if (!withoutSharing.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    return [await bind(server, { port, host })]
  }
  const place = { port: portOf(server) ?? port, host, reusePort: true }
  // As a server of HTTP makes its own socket.
  const others = Array.from({ length: count - 1 }, () =>
    createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket)),
  )
  const sockets = [server, ...others]
  try {
    for (const socket of others) await bind(socket, place)
  } catch (error) {
    for (const socket of sockets) socket.close()
    throw error
  }
  return sockets
}

function bind<Socket extends NetServer>(
  socket: Socket,
  place: Place & { reusePort?: boolean },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.listen(place, () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

function portOf(socket: NetServer): number | undefined {
  const bound = socket.address()
  return typeof bound === 'object' ? bound?.port : undefined
}

function explainListen(error: Error & { code?: string }, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError(
        `The port ${port} is already taken by another program; end that, or choose another: PORT=${port + 1}`,
      )
    case 'EACCES':
      return new UserError(`This user may not use the port ${port}; choose one above 1023: PORT=3000`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UserError(`This machine has no address ${host}; set HOST=127.0.0.1 or HOST=0.0.0.0`)
    default:
      return error
  }
}

/** Within this time a new connection has said what it wants. */
const FRESH_MS = 250

/** Answers as ever until the notice is over, then takes no new connections and waits for the running requests. */
export async function drain(
  { server, sockets }: Pick<Listening, 'server' | 'sockets'>,
  { noticeMs, patienceMs }: { noticeMs: number; patienceMs: number },
): Promise<void> {
  const deadline = performance.now() + patienceMs
  await sleep(noticeMs)
  const closed = Promise.all(sockets.map(closeSocket))
  await Promise.race([closed, sleep(FRESH_MS)])
  for (let done = false; !done && performance.now() < deadline; ) {
    server.closeIdleConnections()
    done = await Promise.race([closed.then(() => true), sleep(25, false)])
  }
  server.closeAllConnections()
}

/** Not the close of HTTP, which cuts connections that were made just now and have not said yet what they want. */
const closeSocket = (socket: NetServer) =>
  new Promise<void>((resolve) => NetServer.prototype.close.call(socket, () => resolve()))
