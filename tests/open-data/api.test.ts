import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { takeCheckpoints } from '../../src/features/activity/index.ts'
import { formatNumber } from '../../src/features/complaints/index.ts'
import { refreshFigures } from '../../src/features/statistics/index.ts'
import { answered, file, happen } from '../complaints/history.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let document: Document
let city: string
let number: string
let hidden: string

beforeAll(async () => {
  portal = await openPortal()
  city = `/api/v1/cities/${portal.cast.city.slug}`
  number = (await file(portal, { text: '=Шұңқыр, қоңырау +7 701 123 45 67' })).number
  await happen(portal, number, { kind: 'published', payload: { reason: 'r' } }, answered())
  await happen(portal, number, { kind: 'confirmed', by: 'resident' })
  hidden = (await file(portal, { text: 'Жасырылған сөздер осында' })).number
  await happen(portal, hidden, { kind: 'hidden', payload: { reason: 'r' } })
  await file(portal, { point: null, categoryId: null, districtId: null, address: '' })
  await takeCheckpoints(portal.deps)
  await refreshFigures(portal.deps, portal.cast.city.id)
  document = (await get('/api/v1/openapi.json').expect(200)).body
})
afterAll(() => portal?.close())

const get = (path: string) => request(portal.app).get(path).set('Accept-Language', 'en')

type Json = { [name: string]: unknown }
type Document = {
  openapi: string
  components: { schemas: Record<string, Json> }
  paths: Record<string, { get: { responses: Record<string, { content: Record<string, { schema: Json }> }> } }>
}

/** The schema with what it refers to in the place of the references. */
function whole(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(whole)
  if (typeof schema !== 'object' || schema === null) return schema
  const { $ref } = schema as { $ref?: string }
  if ($ref !== undefined) return whole(document.components.schemas[$ref.split('/').at(-1) ?? ''])
  return Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, whole(member)]))
}

/** As the document describes the answer of this address with this status. */
function expectDescribed(path: string, status: number, body: unknown) {
  const content = document.paths[path]?.get.responses[String(status)]?.content
  const schema = content?.[status === 200 ? 'application/json' : 'application/problem+json']?.schema
  expect(schema, `${path} ${status}`).toBeDefined()
  const checked = z.fromJSONSchema(whole(schema) as Parameters<typeof z.fromJSONSchema>[0]).safeParse(body)
  expect(checked.error?.issues ?? [], path).toEqual([])
}

describe('API v1', () => {
  test('is described by OpenAPI 3.1, and every answer is as it says', async () => {
    expect(document.openapi).toBe('3.1.0')
    const paths = Object.keys(document.paths)
    expect(paths).toHaveLength(9)
    for (const path of paths) {
      const url = path.replace('{city}', portal.cast.city.slug).replace('{number}', number)
      const { body, headers } = await get(url).expect(200)
      expectDescribed(path, 200, body)
      expect(headers['access-control-allow-origin']).toBe('*')
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers['ratelimit-limit']).toBe('1200')
      await get(url).set('If-None-Match', String(headers['etag'])).expect(304)
    }
  })

  test('says of a complaint what its page says, and nothing of one that is not public', async () => {
    const { body } = await get(`${city}/complaints/${formatNumber(number)}`).expect(200)
    expect(body).toMatchObject({
      status: 'confirmed',
      open: false,
      verdict: 'yes',
      category: 'potholes',
      office: 'roads',
    })
    expect(body.text).toBe('=Шұңқыр, қоңырау [phone hidden]')
    expect(body.answers).toMatchObject([{ outcome: 'solved', text: 'Жөнделді.', verdict: 'yes' }])
    expect(body.history.map(({ kind }: { kind: string }) => kind)).toContain('confirmed')
    const list = await get(`${city}/complaints`).expect(200)
    expect(list.body.complaints).toHaveLength(2)
    expect(JSON.stringify(list.body)).not.toContain('Жасырылған')
    const refused = await get(`${city}/complaints/${hidden}`).expect(404)
    expectDescribed('/api/v1/cities/{city}/complaints/{number}', 404, refused.body)
    await get(`/api/v1/cities/${portal.cast.otherCity.slug}/complaints/${number}`).expect(404)
  })

  test('names everything that is wrong with a question', async () => {
    const { body, headers } = await get(`${city}/complaints`)
      .query({ categroy: 'potholes', from: '2026-13-01', limit: '9' })
      .expect(400)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expectDescribed('/api/v1/cities/{city}/complaints', 400, body)
    expect(body.parameters.map(({ name }: { name: string }) => name).toSorted()).toEqual(['categroy', 'from'])
    expect(body.parameters.find(({ name }: { name: string }) => name === 'categroy').detail).toContain(
      'Known ones: q, status',
    )
    for (const [name, value] of [
      ['category', 'no-such'],
      ['cursor', 'AAAA'],
      ['limit', '501'],
      ['bbox', '1,2'],
    ] as const) {
      const wrong = await get(`${city}/complaints`)
        .query({ [name]: value })
        .expect(400)
      expect(wrong.body.parameters, name).toMatchObject([{ name }])
    }
    const figures = await get(`${city}/figures`).query({ office: 'no-such' }).expect(400)
    expect(figures.body.parameters).toMatchObject([{ name: 'office' }])
    for (const url of ['/api/v1/nothing', '/api/v1/cities/nowhere/offices']) {
      expect((await get(url).expect(404)).body.status, url).toBe(404)
    }
  })

  test('gives the figures that the pages give', async () => {
    const api = await get(`${city}/figures`).query({ category: 'potholes' }).expect(200)
    const page = await get(`/en/${portal.cast.city.slug}/statistics.json`)
      .query({ category: 'potholes' })
      .expect(200)
    expect(api.body).toEqual(page.body)
    const offices = await get(`${city}/figures/offices`).expect(200)
    const table = await get(`/en/${portal.cast.city.slug}/statistics/offices.json`).expect(200)
    expect(offices.body).toEqual(table.body)
  })

  test('loses and repeats no complaint while others come in', { tags: ['long'] }, async () => {
    for (let index = 0; index < 23; index++) await file(portal, { text: `Тізімге арналған шұңқыр ${index}` })
    const before = await portal.deps.db.complaint.count({ where: { shown: true } })
    const seen: string[] = []
    let next: string | null = `${city}/complaints?limit=4&category=potholes`
    for (let pages = 0; next !== null && pages < 50; pages++) {
      const { pathname, search }: URL = new URL(next, 'http://portal.test')
      const { body } = await get(pathname + search).expect(200)
      seen.push(...body.complaints.map((one: { number: string }) => one.number))
      next = body.next
      await file(portal, { text: `Осы арада келген шұңқыр ${pages}` })
      await file(portal, { text: `Осы арада келген екінші шұңқыр ${pages}` })
    }
    expect(new Set(seen).size).toBe(seen.length)
    // One of those before has no category
    expect(seen).toHaveLength(before - 1)
  })

  test('tells whoever asks too often when to ask again', async () => {
    let last = await get(`${city}/figures`)
    for (let asked = 0; asked < 400 && last.status !== 429; asked++)
      last = await get(`${city}/figures?from=2026-01-01`)
    expect(last.status).toBe(429)
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
    expect(last.headers['ratelimit-remaining']).toBe('0')
    expectDescribed('/api/v1/cities/{city}/figures', 429, last.body)
  })
})
