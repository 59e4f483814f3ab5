import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import type { Hint } from '../../../../platform/http/beside.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { askedOn, cityById, cityOf, langOf, translateOf } from '../../../city/index.ts'
import { directoryOf } from '../../../offices/index.ts'
import { sendCalendar } from '../../calendar.ts'
import { formatNumber, parseNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { promisesOf } from '../../promises.ts'
import { isOpen } from '../../rules.ts'
import { sendFeed } from '../list/feed.ts'
import { readingOf } from '../reading.ts'
import { type NumberProblem, trackModel, trackPage } from '../track.ts'
import { historyFeed } from './history-feed.ts'
import { showModel, showPage } from './pages.ts'
import { type ComplaintRow, publicComplaint } from './queries.ts'

/** What is planned at the place, and what others do about it; nothing of what is not shown. */
async function hintsFor(deps: Deps, res: Response, row: ComplaintRow): Promise<Hint[]> {
  const { id, number, words, facts } = row
  if (!row.shown || words === null) return []
  const { lat, lon, address } = words
  const asked = askedOn(deps, res)
  const category =
    (await directoryOf(deps, asked.cityId)).categoryById.get(facts?.categoryId ?? 0)?.code ?? null
  const told = await Promise.all([
    deps.beside.ofComplaint(asked, { id, number, lat, lon }),
    isOpen(row.status) ? deps.beside.atPoint(asked, { lat, lon, address, category }) : Promise.resolve([]),
  ])
  return told.flat()
}

export const showHandlers = (
  deps: Deps,
): Record<'show' | 'track' | 'history' | 'calendar', RequestHandler> => ({
  show: async (req, res, next) => {
    const typed = String(req.params['number'])
    const parsed = parseNumber(typed)
    // Not a number at all: another page of complaints, or none.
    if (!parsed.ok && parsed.reason === 'shape') return next()
    const place = { city: cityOf(res), lang: langOf(res), t: translateOf(res) }
    const refuse = (problem: NumberProblem) =>
      trackPage(res, trackModel(place, { number: typed, problem }), 404)
    if (!parsed.ok) return refuse('typo')
    const canonical = complaintPaths.show(place.lang, place.city.slug, parsed.number)
    if (typed !== formatNumber(parsed.number)) return res.redirect(301, canonical)

    const row = await publicComplaint(deps, parsed.number)
    if (row === null) return refuse('missing')
    if (row.cityId !== place.city.id) {
      const home = await cityById(deps, row.cityId)
      if (home === null) return refuse('missing')
      return res.redirect(302, complaintPaths.show(place.lang, home.slug, parsed.number))
    }
    const reading = await readingOf(deps, res)
    showPage(res, showModel(row, reading, await hintsFor(deps, res, row)))
  },

  history: async (req, res) => {
    const reading = await readingOf(deps, res)
    const parsed = parseNumber(String(req.params['number']))
    const row = parsed.ok ? await publicComplaint(deps, parsed.number) : null
    if (row === null || row.cityId !== reading.city.id || !row.shown) throw new NotFound('complaint')
    sendFeed(res, historyFeed(row, reading))
  },

  calendar: async (req, res) => {
    const reading = await readingOf(deps, res)
    const parsed = parseNumber(String(req.params['number']))
    const found = { number: parsed.ok ? parsed.number : '', cityId: reading.city.id }
    const promises = await promisesOf(deps, found)
    if (promises.length === 0) throw new NotFound('complaint')
    sendCalendar(res, promises, reading)
  },

  track: (req, res) => {
    const place = { city: cityOf(res), lang: langOf(res), t: translateOf(res) }
    const { number } = req.query
    const typed = typeof number === 'string' ? number.slice(0, 40) : ''
    if (typed.trim() === '') return trackPage(res, trackModel(place, { number: '', problem: null }))
    const parsed = parseNumber(typed)
    if (parsed.ok) return res.redirect(302, complaintPaths.show(place.lang, place.city.slug, parsed.number))
    const problem = parsed.reason === 'shape' ? 'shape' : 'typo'
    trackPage(res, trackModel(place, { number: typed, problem }), 422)
  },
})
