import { Agent, type IncomingMessage, request } from 'node:http'
import type { Random } from './schedule.ts'

/** Nobody waits longer for a page. */
const PATIENCE_MS = 30_000

/** Somebody at home or on the way: an address, and what their browser keeps. */
export type Visitor = { address: string; cookies: Map<string, string>; etags: Map<string, string> }

/** Of 127.0.0.0/8, as the proxy in front tells it. Every fifth shares one with thousands, as on mobile networks. */
export function newVisitor(random: Random): Visitor {
  const byte = (least: number) => least + Math.floor(random() * (255 - least))
  const address = random() < 0.2 ? '127.100.0.1' : `127.${byte(1)}.${byte(0)}.${byte(1)}`
  return { address, cookies: new Map(), etags: new Map() }
}

export type Question = {
  path: string
  visitor: Visitor
  /** A form; absent = the page is asked for. */
  form?: URLSearchParams | Multipart
}

export type Multipart = { type: string; body: Buffer }

/** `status` 0: there was no answer, and `cause` tells why. Times in milliseconds since the epoch. */
export type Answer = {
  status: number
  cause?: string
  location: string | undefined
  retryAfter: string | undefined
  body: Buffer
  /** When the last byte of the question had left. */
  sentAt: number
  answeredAt: number
}

export type Client = {
  /** Never throws for what the portal does. */
  ask(question: Question): Promise<Answer>
  origin: URL
  close(): void
}

export const now = (): number => performance.timeOrigin + performance.now()

/** A browser behind the proxy that holds the connections: keeps them, knows pages again, says where a form is from. */
export function createClient(origin: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 2000, maxFreeSockets: 256 })
  const base = new URL(origin)
  return {
    origin: base,
    ask: (question) => askOnce(agent, base, question),
    close: () => agent.destroy(),
  }
}

function askOnce(agent: Agent, base: URL, { path, visitor, form }: Question): Promise<Answer> {
  const begun = now()
  const { promise, resolve } = Promise.withResolvers<Answer>()
  let sentAt = begun
  const nothing = (cause: string) =>
    resolve({
      ...{ status: 0, cause, location: undefined, retryAfter: undefined, body: Buffer.alloc(0) },
      ...{ sentAt, answeredAt: now() },
    })
  const body = form instanceof URLSearchParams ? form.toString() : form?.body
  const sent = request(
    { agent, hostname: base.hostname, port: base.port, path, method: form === undefined ? 'GET' : 'POST' },
    (answer: IncomingMessage) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', (error) => nothing(causeOf(error)))
      answer.on('end', () => {
        remember(visitor, path, answer)
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location?.replace(/#.*$/, ''),
          retryAfter: answer.headers['retry-after'],
          body: Buffer.concat(chunks),
          sentAt,
          answeredAt: now(),
        })
      })
    },
  )
  for (const [name, value] of headersOf(base, { path, visitor, ...(form === undefined ? {} : { form }) })) {
    sent.setHeader(name, value)
  }
  const tooLong = setTimeout(() => sent.destroy(new Error('timeout')), PATIENCE_MS)
  sent.on('error', (error) => nothing(causeOf(error)))
  sent.on('finish', () => {
    sentAt = now()
  })
  sent.end(body)
  return promise.finally(() => clearTimeout(tooLong))
}

function headersOf(base: URL, { path, visitor, form }: Question): [string, string | number][] {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const etag = visitor.etags.get(path)
  const headers: [string, string | number][] = [
    ['Host', base.host],
    ['X-Forwarded-For', visitor.address],
    ['Accept-Encoding', 'gzip'],
    ['Accept-Language', 'ru'],
    ['Sec-Fetch-Site', form === undefined ? 'none' : 'same-origin'],
  ]
  if (cookie !== '') headers.push(['Cookie', cookie])
  if (form === undefined && etag !== undefined) headers.push(['If-None-Match', etag])
  if (form instanceof URLSearchParams) {
    headers.push(['Content-Type', 'application/x-www-form-urlencoded'])
    headers.push(['Content-Length', Buffer.byteLength(form.toString())])
  } else if (form !== undefined) {
    headers.push(['Content-Type', form.type], ['Content-Length', form.body.length])
  }
  return headers
}

function remember(visitor: Visitor, path: string, answer: IncomingMessage): void {
  const { etag, 'set-cookie': cookies = [] } = answer.headers
  if (etag !== undefined && answer.statusCode === 200) visitor.etags.set(path, etag)
  for (const cookie of cookies) {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? []
    visitor.cookies.set(name, value)
  }
}

const causeOf = (error: Error): string =>
  error.message === 'timeout' ? 'timeout' : 'code' in error ? String(error.code) : error.message
