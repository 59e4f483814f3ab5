import type { Request, RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { startOfDay } from '../../../platform/time/local-day.ts'
import { cityOf } from '../../city/index.ts'
import { type Reading, readingOf, sendFeed } from '../../complaints/index.ts'
import { sendEvents } from '../calendar.ts'
import { eventFeed } from '../feed.ts'
import { yearSums } from '../queries.ts'
import { kindOf } from '../rules.ts'
import { sendPaper } from '../send-paper.ts'
import { agendaModel, agendaPage } from './agenda-page.ts'
import { parseAgenda } from './filter.ts'
import {
  agendaRows,
  announcedEvent,
  calendarEvents,
  latestEvents,
  publicEvent,
  publicPaper,
  publicPicture,
  removableParts,
} from './queries.ts'
import { showModel, showPage } from './show-page.ts'

/** The number of an event in an address; nothing else is found. */
export function eventIdIn(req: Request): number {
  const id = String(req.params['event'])
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new NotFound('event')
  return Number(id)
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const yearKeptMs = 60_000

type Handlers = Record<
  'agenda' | 'calendar' | 'feed' | 'show' | 'calendarOf' | 'picture' | 'paper',
  RequestHandler
>

export const eventHandlers = (deps: Deps): Handlers => ({
  agenda: async (req, res) => {
    const reading = await readingOf(deps, res)
    const { id: cityId, areas } = reading.city
    const filter = parseAgenda(req.query, areas)
    const scope = { cityId, areas, at: reading.now }
    const [{ rows, total }, sums] = await Promise.all([
      agendaRows(deps, filter, scope),
      sumsOf(deps, reading),
    ])
    const removable = rows.length === 0 ? await removableParts(deps, filter, scope) : []
    agendaPage(res, agendaModel({ filter, rows, total, removable, sums }, reading))
  },

  calendar: async (req, res) => {
    const reading = await readingOf(deps, res)
    const scope = { cityId: reading.city.id, at: reading.now }
    sendEvents(res, await calendarEvents(deps, kindOf(req.query['kind']), scope), reading)
  },

  feed: async (req, res) => {
    const reading = await readingOf(deps, res)
    const kind = kindOf(req.query['kind'])
    const rows = await latestEvents(deps, kind, reading.city.id)
    sendFeed(res, eventFeed(rows, { kind: kind ?? undefined }, reading))
  },

  show: async (req, res) => {
    const reading = await readingOf(deps, res)
    const scope = { cityId: reading.city.id, at: reading.now }
    const event = await publicEvent(deps, { ...scope, eventId: eventIdIn(req) })
    if (event === null) throw new NotFound('event')
    showPage(res, showModel(event, reading))
  },

  calendarOf: async (req, res) => {
    const event = await announcedEvent(deps, { cityId: cityOf(res).id, eventId: eventIdIn(req) })
    if (event === null) throw new NotFound('event')
    sendEvents(res, [event], await readingOf(deps, res))
  },

  picture: servePhoto(deps, async (req) => {
    const [id, size] = [String(req.params['eventPicture']), String(req.params['size'])]
    if (!uuid.test(id) || !(size === 'large' || size === 'small')) return undefined
    const key = await publicPicture(deps, id, size)
    return key === null ? undefined : { key, access: 'public' }
  }),

  paper: async (req, res) => {
    const id = String(req.params['material'])
    const place = { cityId: cityOf(res).id, eventId: eventIdIn(req) }
    const paper = uuid.test(id) ? await publicPaper(deps, { ...place, id }) : null
    if (paper === null) throw new NotFound('paper')
    await sendPaper(deps, res, paper)
  },
})

/** What the year has come to so far, kept for a minute. */
function sumsOf(deps: Deps, { city, today, timeZone }: Reading) {
  const first = today.with({ month: 1, day: 1 })
  const [from, to] = [first, first.add({ years: 1 })].map(
    (day) => startOfDay(day, timeZone).epochMilliseconds,
  )
  return deps.cache.get(`events:year:${city.id}:${today.year}`, yearKeptMs, () =>
    yearSums(deps, { cityId: city.id, from: from ?? 0, to: to ?? 0 }),
  )
}
