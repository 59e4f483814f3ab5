import type { RequestHandler } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { cityById, cityOf, langOf, translateOf } from '../../../city/index.ts'
import { formatNumber, parseNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { readingOf } from '../reading.ts'
import { type NumberProblem, trackModel, trackPage } from '../track.ts'
import { showModel, showPage } from './pages.ts'
import { publicComplaint } from './queries.ts'

export const showHandlers = (deps: Deps): Record<'show' | 'track', RequestHandler> => ({
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
    showPage(res, showModel(row, await readingOf(deps, res)))
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
