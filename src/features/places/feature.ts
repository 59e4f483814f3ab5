import type { RequestHandler } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { clean } from '../../platform/http/form.ts'
import type { Feature } from '../../platform/http/route.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { cityOf, langOf, translateOf } from '../city/index.ts'
import { placePaths } from './paths.ts'
import { findPlaces } from './search.ts'

export const places: Feature = {
  name: 'places',
  routes: (deps) => [
    {
      method: 'get',
      path: placePaths.search(':lang' as Lang, ':city'),
      access: 'public',
      handlers: [search(deps)],
    },
  ],
}

/** Shorter words fit half the city. */
const shortestAsked = 2

/** What is being typed into an address field. The list seldom changes, so an answer may be kept for some minutes. */
function search(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { q } = req.query
    const text = typeof q === 'string' ? clean(q).trim() : ''
    const writing = { lang: langOf(res), t: translateOf(res) }
    const found = text.length < shortestAsked ? [] : await findPlaces(deps, cityOf(res), { writing, text })
    res.set('Cache-Control', 'private, max-age=300')
    res.json({ places: found })
  }
}
