import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { accountPaths } from '../../../../src/features/accounts/index.ts'
import { complaintPaths } from '../../../../src/features/complaints/index.ts'
import { multipart } from './filers.ts'
import { now } from './http-client.ts'
import { pick, type Visit } from './visit.ts'

const lang = 'ru'

export const hostile = {
  /** A form with a photo that breaks off, lies about its length, or is none. */
  async 'broken-upload'(visit: Visit): Promise<void> {
    const { order, random, photos } = visit.world
    const whole = multipart({ text: 'x'.repeat(40), category: 'other' }, [pick(photos, random).bytes])
    const kind = pick(['cut', 'no-end', 'no-photo'] as const, random)
    const path = complaintPaths.new(lang, order.slug)
    if (kind === 'cut') return cutOff(visit, path, whole.type, whole.body)
    const body =
      kind === 'no-end'
        ? whole.body.subarray(0, whole.body.length / 2)
        : multipart({ text: 'x' }, [randomBytes(4096)]).body
    await visit.ask('broken-upload', kind, { path, form: { type: whole.type, body } })
  },

  /** Guesses passwords of people who are there and who are not, each time from elsewhere. */
  async 'login-flood'(visit: Visit): Promise<void> {
    const { order, random } = visit.world
    const email =
      random() < 0.5 ? pick(order.logins, random).email : `nobody${Math.floor(random() * 1e6)}@example.kz`
    const form = new URLSearchParams({ email, password: `guess ${randomBytes(6).toString('hex')}` })
    await visit.ask('login-flood', 'sign in', { path: accountPaths.signIn(), form })
  },

  /** "I have this too", by a browser that is new each time. */
  async vote(visit: Visit): Promise<void> {
    const { order, random } = visit.world
    const path = complaintPaths.support(lang, order.slug, pick(order.numbers.slice(0, 20), random))
    await visit.ask('vote', 'support', { path, form: new URLSearchParams() })
  },
}

/** Promises the whole and hangs up in the middle: an answer is not waited for. */
function cutOff({ world, visitor }: Visit, path: string, type: string, body: Buffer): Promise<void> {
  const { client } = world
  const planned = now()
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${client.origin.host}`,
    `X-Forwarded-For: ${visitor.address}`,
    'Sec-Fetch-Site: same-origin',
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
  ].join('\r\n')
  const socket = dial(client.origin)
  socket.write(`${head}\r\n\r\n`)
  socket.write(body.subarray(0, body.length / 3), () => setTimeout(() => socket.destroy(), 50))
  return new Promise((resolve) => {
    socket.on('close', () => {
      const ms = now() - planned
      world.note({
        ...{ of: 'broken-upload', page: 'cut', planned, ms, afterSent: ms },
        ...{ status: 0, cause: 'cut', bytes: 0 },
      })
      resolve()
    })
  })
}

export type SlowConnections = { hold(count: number): void; close(): void; cuts(): number }

const dripMs = 5_000

/** Connections that never finish their headers, a byte every five seconds; whoever is cut comes back at once. */
export function slowConnections(origin: URL): SlowConnections {
  const open = new Set<Socket>()
  let wanted = 0
  let cuts = 0

  function fill(): void {
    while (open.size < wanted) {
      const socket = dial(origin)
      open.add(socket)
      socket.write(`GET / HTTP/1.1\r\nHost: ${origin.host}\r\nX-Slow: `)
      const drip = setInterval(() => socket.write('x'), dripMs)
      socket.resume()
      socket.on('close', () => {
        clearInterval(drip)
        open.delete(socket)
        cuts += 1
        setTimeout(fill, 100)
      })
    }
  }

  return {
    hold(count) {
      wanted = count
      fill()
      for (const socket of [...open].slice(wanted)) socket.destroy()
    },
    close() {
      wanted = 0
      for (const socket of open) socket.destroy()
    },
    cuts: () => cuts,
  }
}

function dial(origin: URL): Socket {
  const socket = connect(Number(origin.port), origin.hostname)
  // Being cut is what it is about.
  socket.on('error', () => undefined)
  return socket
}
