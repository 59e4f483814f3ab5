import { gunzipSync } from 'node:zlib'
import { complaintPaths } from '../../../../src/features/complaints/index.ts'
import { searchPaths } from '../../../../src/features/search/index.ts'
import { statisticsPaths } from '../../../../src/features/statistics/index.ts'
import type { Answer } from './http-client.ts'
import { isThere, pick, type Visit } from './visit.ts'

const lang = 'ru'
const lookMs = 8_000

/** How many requests a session of readers makes on average; the rate of sessions is that of requests divided by it. */
export const requestsOf = { story: 1.2, browse: 3.7, map: 3, statistics: 2, search: 2 } as const
export type ReaderKind = keyof typeof requestsOf

export const readers: Record<ReaderKind, (visit: Visit) => Promise<void>> = {
  /** The page that television has shown; some come back to it, and their browser asks whether it has changed. */
  async story(visit) {
    const { order, random } = visit.world
    const path = complaintPaths.show(lang, order.slug, order.numbers[0] ?? '')
    await visit.ask('reading', 'story', { path })
    if (random() < 0.2) await visit.ask('reading', 'story again', { path, thinkMs: lookMs })
  },

  /** The list, a complaint, its photo, and back to the list. */
  async browse(visit) {
    const { order, random } = visit.world
    const list = complaintPaths.list(lang, order.slug)
    if (!isThere(await visit.ask('reading', 'list', { path: list }))) return
    const path = complaintPaths.show(lang, order.slug, pick(order.numbers, random))
    const shown = await visit.ask('reading', 'complaint', { path, thinkMs: lookMs })
    if (!isThere(shown)) return
    const [photo] = /\/photos\/[0-9a-f-]{36}\/\w+\.jpg/.exec(textOf(shown)) ?? []
    if (photo !== undefined) await visit.ask('reading', 'photo', { path: photo, thinkMs: lookMs / 8 })
    await visit.ask('reading', 'list again', { path: list, thinkMs: lookMs })
  },

  /** A map of a part of the city, which is then moved. */
  async map(visit) {
    const { order } = visit.world
    if (!isThere(await visit.ask('map', 'map', { path: complaintPaths.map(lang, order.slug) }))) return
    for (const page of ['cells', 'cells, moved']) {
      const path = `${complaintPaths.cells(lang, order.slug)}?${someView(visit)}`
      await visit.ask('map', page, { path, thinkMs: lookMs / 2 })
    }
  },

  async statistics(visit) {
    const { order, random } = visit.world
    const city = statisticsPaths.city(lang, order.slug)
    if (!isThere(await visit.ask('statistics', 'statistics', { path: city }))) return
    const office = statisticsPaths.office(lang, order.slug, pick(order.offices, random))
    await visit.ask('statistics', 'office', { path: office, thinkMs: lookMs })
  },

  async search(visit) {
    const { order, random } = visit.world
    const path = searchPaths.page(lang, order.slug, { q: pick(order.searches, random) })
    if (!isThere(await visit.ask('reading', 'search', { path }))) return
    const found = complaintPaths.show(lang, order.slug, pick(order.numbers, random))
    await visit.ask('reading', 'complaint', { path: found, thinkMs: lookMs })
  },
}

/** A quarter of the city somewhere. */
function someView({ world: { order, random } }: Visit): string {
  const { west, south, east, north } = order.bounds
  const [width, height] = [(east - west) / 4, (north - south) / 4]
  const [left, low] = [west + 3 * width * random(), south + 3 * height * random()]
  const bbox = [left, low, left + width, low + height].map((degrees) => degrees.toFixed(5)).join(',')
  return new URLSearchParams({ bbox, zoom: '14' }).toString()
}

/** Pages come packed. */
export function textOf({ body }: Pick<Answer, 'body'>): string {
  const isPacked = body[0] === 0x1f && body[1] === 0x8b
  return (isPacked ? gunzipSync(body) : body).toString()
}
