import type { Request, RequestHandler, Response } from 'express'
import { inLane, type Lane } from '../db/lane.ts'
import type { Deps } from '../deps.ts'
import { cookieValue } from './cookies.ts'
import { Overloaded } from './errors.ts'
import type { Route } from './route.ts'

/** Said by the route itself, or else by who may come in and what for. */
export function laneOf({ lane, access, method }: Route): Lane {
  if (lane !== undefined) return lane
  if (access === 'signed-out' || typeof access === 'object') return 'staff'
  return method === 'post' || access === 'secret-link' ? 'filing' : 'reading'
}

/**
 * Lets a request in, or sends it away while there are too many. What staff have written is sent away as late as what
 * residents have: only their lists go before.
 */
export function door({ load, config }: Pick<Deps, 'load' | 'config'>, route: Route): RequestHandler {
  const own = laneOf(route)
  const lane = own === 'staff' && route.method === 'post' ? 'filing' : own
  const acts = route.method === 'post' && (route.access === 'public' || route.access === 'secret-link')
  const secure = config.publicUrl.startsWith('https:')
  return (_req, res, next) => {
    if (!load.enter(lane)) throw new Overloaded(lane)
    res.once('close', () => load.leave(lane))
    if (acts) markWhoActs(res, secure)
    next()
  }
}

/** Runs a handler of the route in its lane. Around each by itself, as a form with files loses what stood around before. */
export function within(route: Route, handler: RequestHandler): RequestHandler {
  const lane = laneOf(route)
  const isForm = lane === 'filing' || lane === 'beginning'
  const isOpen = route.access === 'public' && route.method === 'get' && !isForm
  return (req, res, next) => inLane({ lane, mayLag: isOpen && !hasActed(req) }, () => handler(req, res, next))
}

/** Name of the cookie of whoever has just sent something: for some seconds he reads what nobody has kept. */
const actedCookie = 'acted'

/** Longer than a replica may be behind (db/replica.ts) and than a page is kept fresh (kept-pages.ts). */
const actedMs = 15_000

/** Or may have: staff write all the time. */
const hasActed = ({ headers }: Pick<Request, 'headers'>): boolean =>
  [actedCookie, 'staff', '__Host-staff'].some((name) => cookieValue(headers.cookie, name) !== undefined)

/** Only an accepted form is answered by leading on; what it changed is to be seen on the page it leads to. */
function markWhoActs(res: Response, secure: boolean): void {
  const lead = res.redirect.bind(res)
  res.redirect = (first: number | string, second?: number | string) => {
    res.cookie(actedCookie, '1', { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: actedMs })
    Reflect.apply(lead, res, second === undefined ? [first] : [first, second])
  }
}
