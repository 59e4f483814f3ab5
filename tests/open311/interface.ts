import request, { type Response } from 'supertest'
import { expect } from 'vitest'
import { makeKey } from '../../src/features/open311/actions/make-key.ts'
import type { Portal } from '../support/portal.ts'

/** What a program says to the interface: no cookies, no origin. */
export type Program = {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(
    path: string,
    fields: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** A list or an object of the JSON answer, with the expected status. */
  json<Body>(path: string, status?: number): Promise<Body>
  /** The same from XML, read by libxml2 and mapped to JSON. */
  xml(path: string, status?: number): Promise<unknown>
}

export const root = '/open311/v2'
export const slug = 'synaqqala'
/** The cast has two cities, so each question names its own. */
export const inCity = `jurisdiction_id=${slug}`

export function programOf(portal: Portal): Program {
  const get: Program['get'] = (path, headers = {}) =>
    request(portal.app)
      .get(root + path)
      .set(headers)
  return {
    get,
    post: (path, fields, headers = {}) =>
      request(portal.app)
        .post(root + path)
        .set(headers)
        .type('form')
        .send(
          new URLSearchParams(
            Object.entries(fields).flatMap(([name, values]) => pairs(name, values)),
          ).toString(),
        ),
    async json(path, status = 200) {
      const res = await get(path)
      expect(res.status, res.text).toBe(status)
      expect(res.headers['content-type']).toBe('application/json; charset=utf-8')
      return JSON.parse(res.text)
    },
    async xml(path, status = 200) {
      const res = await get(path)
      expect(res.status, res.text).toBe(status)
      expect(res.headers['content-type']).toBe('text/xml; charset=utf-8')
      return sparkOf(portal, res.text)
    },
  }
}

const pairs = (name: string, values: string | string[]): [string, string][] =>
  [values].flat().map((value) => [name, value])

/** A key of the cast's city unless told otherwise. */
export function keyFor(
  { deps, cast }: Portal,
  change: Partial<Parameters<typeof makeKey>[1]> = {},
): Promise<string> {
  return makeKey(deps, {
    ...{ cityId: cast.city.id, name: 'A test', email: 'team@example.kz', perHour: 1000, perDay: 5000 },
    ...{ by: cast.staff.city_admin, at: deps.now().epochMilliseconds },
    ...change,
  })
}

type Node = { name: string; value: string; children: Node[] }

/** The document as PostgreSQL's libxml2 reads it; throws when it is not well-formed. */
export async function parseXml({ deps }: Portal, text: string): Promise<Node> {
  const { rows } = await deps.pool.query<{ name: string; depth: number; value: string }>(
    `SELECT name, depth, value FROM XMLTABLE('//*' PASSING XMLPARSE(DOCUMENT $1::text)
       COLUMNS no FOR ORDINALITY, name text PATH 'name()', depth int PATH 'count(ancestor::*)',
         value text PATH 'string(.)') ORDER BY no`,
    [text],
  )
  const path: Node[] = []
  for (const { name, depth, value } of rows) {
    const node = { name, value, children: [] }
    path[depth - 1]?.children.push(node)
    path[depth] = node
  }
  const [first] = path
  if (first === undefined) throw new Error('a document without an element')
  return first
}

/** Containers and how a child is called, as the specification writes them: written down apart from the portal's own. */
const lists: Record<string, string> = {
  endpoints: 'endpoint',
  formats: 'format',
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  media_urls: 'media_url',
  notes: 'note',
  errors: 'error',
}

/** "Spark": the root goes, a container is an array even with one child, an empty element is null. All leaves are text. */
export async function sparkOf(portal: Portal, text: string): Promise<unknown> {
  return toJson(await parseXml(portal, text))
}

function toJson({ name, value, children }: Node): unknown {
  const child = lists[name]
  if (child !== undefined) {
    expect(children.map((one) => one.name)).toEqual(children.map(() => child))
    return children.map(toJson)
  }
  if (children.length > 0) return Object.fromEntries(children.map((one) => [one.name, toJson(one)]))
  return value === '' ? null : value
}

/** JSON with every leaf as the text that XML holds. */
export const leavesAsText = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json), (_key, value) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  )
