import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Express } from 'express'
import type { Route } from '../../../src/platform/http/route.ts'
import { openPortal, type Portal, sameOrigin } from '../../support/portal.ts'
import { type PersonName, plantPersons } from './persons.ts'
import { plantThings, type Relation, type Secret, secretNames, secrets, type Things } from './things.ts'

/** A portal with everybody and one of everything in it, to be asked many times. */
export type Stage = {
  portal: Portal
  things: Things
  ask: Ask
  /** The same people in front of another app on the same data, such as one with a fault in it. */
  askOf(app: Express): Promise<Ask>
  close(): Promise<void>
}

export type Ask = (asking: Asking) => Promise<{ status: number; location: string; body: string }>
type Asking = {
  method: 'get' | 'post'
  path: string
  fields?: Readonly<Record<string, string>>
  as?: PersonName
}

/** For `beforeAll`; ends with `close`. */
export async function openStage(): Promise<Stage> {
  const portal = await openPortal()
  const cookies = await plantPersons(portal)
  const closing: (() => void)[] = []
  const askOf = async (app: Express): Promise<Ask> => {
    const server = createServer(app)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => {
      server.close()
      server.closeAllConnections()
    })
    const address = server.address()
    return asker(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, cookies)
  }
  const ask = await askOf(portal.app)
  return {
    ...{ portal, ask, askOf, things: await plantThings(portal, ask) },
    async close() {
      for (const end of closing) end()
      await portal.close()
    },
  }
}

const asker =
  (origin: string, cookies: ReadonlyMap<PersonName, string>): Ask =>
  async ({ method, path, fields = {}, as = 'stranger' }) => {
    const cookie = cookies.get(as)
    const res = await fetch(origin + path, {
      method,
      redirect: 'manual',
      headers: {
        // Packing thousands of pages would cost more than all the rest
        'accept-encoding': 'identity',
        ...(cookie === undefined ? {} : { cookie }),
        ...(method === 'post' ? sameOrigin : {}),
      },
      ...(method === 'post' ? { body: new URLSearchParams(fields) } : {}),
    })
    return { status: res.status, location: res.headers.get('location') ?? '', body: await res.text() }
  }

/** One door, one person, one kind of complaint behind it. */
export type Cell = { route: Pick<Route, 'method' | 'path'>; person: PersonName; relation: Relation }

/** What was answered: a status, with the door where it leads to one (`303:sign-in`), and what was found in it. */
export type Answer = { code: string; secrets: readonly Secret[] }
export type Recorded = Cell & { answer: Answer }

export const routeName = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`

/** Asks one cell. `fields` are those of the form; without them an empty form is sent. */
export async function record(
  { things }: Pick<Stage, 'things'>,
  ask: Ask,
  { cell, fields = {}, number }: { cell: Cell; fields?: Readonly<Record<string, string>>; number?: string },
): Promise<Recorded> {
  const { route, person, relation } = cell
  const filled = { ...things.of[relation], ...(number === undefined ? {} : { number }) }
  const address = addressOf(route, person === 'stranger' ? { ...filled, ...things.foreign } : filled)
  const sent = { ...things.fields[routeName(route)], ...fields }
  const query = route.method === 'get' && routeName(route) in things.fields
  const path = query ? `${address}?${new URLSearchParams(sent)}` : address
  const { status, location, body } = await ask({ method: route.method, path, fields: sent, as: person })
  const found = secretNames.filter((name) => body.includes(secrets[name]))
  return { ...cell, answer: { code: codeOf(status, location), secrets: found } }
}

/** A token is that of a filing that was begun, or of a secret link. */
export function addressOf({ path }: Pick<Route, 'path'>, things: Readonly<Record<string, string>>): string {
  const isDraft = path.includes('/complaints/new/')
  return path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    return things[name === 'token' && isDraft ? 'draft' : name] ?? `no-${name}`
  })
}

const doors = ['sign-in', 'second-factor', 'confirm']

function codeOf(status: number, location: string): string {
  const door = doors.find((one) => location.startsWith(`/staff/${one}`))
  return door === undefined ? String(status) : `${status}:${door}`
}
