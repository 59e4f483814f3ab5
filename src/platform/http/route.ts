import type { ErrorRequestHandler, Request, RequestHandler, Router } from 'express'
import type { Temporal } from 'temporal-polyfill'
import type { Lane } from '../db/lane.ts'
import type { Deps } from '../deps.ts'
import type { Lang, Translate } from '../i18n/texts.ts'
import type { SearchSource } from '../search-source.ts'
import { within } from './admission.ts'
import type { Beside } from './beside.ts'
import { refuseDoubled } from './doubled.ts'
import type { Layout, PageModel } from './page.ts'
import { type Mounted, routeIndex } from './route-index.ts'
import { type Kept, keptAs } from './shared-caching.ts'

/**
 * Who may come in at all. What they then see is decided by the queries (design.md 4.7).
 * - public: everybody, no cookie, cacheable
 * - secret-link: whoever holds the token in the path; personal, never cached, never indexed
 * - signed-out: the way into the staff pages
 * - staff: signed-in staff holding one of the roles ('any' = each of them); `entering`: also who has given the password
 *   and owes the second factor, for the pages that ask for it; `stepUp`: only who has proved in the last ten minutes
 *   who they are, else it is asked for first, and what was typed is kept; `resting`: also whose session nobody has used
 *   for a while, for the pages that wake it and the way out; `unattended`: pages ask for it by themselves, so it keeps no
 *   session awake
 * - machine: what is no page: health checks, metrics, the way from `/`, colours, view settings, pictures that other
 *   sites fetch. No language, no city and no chrome stand in `res.locals`
 */
export type Access =
  | 'public'
  | 'secret-link'
  | 'signed-out'
  | 'machine'
  | {
      staff: 'any' | readonly string[]
      entering?: true
      stepUp?: true
      resting?: true
      unattended?: true
    }

export type Route = {
  method: 'get' | 'post'
  path: string
  access: Access
  /** Whose connections it takes, and how soon a crowd loses it; unless told, by access and method (admission.ts). */
  lane?: Lane
  /** A cache between may give it again for some seconds. Never for what holds a token or is about one visitor. */
  kept?: Kept
  /** Judges names that are given twice by itself; elsewhere they are refused (doubled.ts). */
  knowsDoubled?: true
  handlers: RequestHandler[]
}

export type Job = {
  name: string
  /** Five fields, UTC. */
  cron?: string
  /** Another job whose payload this one gets as well: how a feature hears of what a lower one does. */
  on?: string
  /** Depends on something outside, such as a mail server: tried again for three days instead of twenty minutes. */
  patient?: true
  /** Takes hours in a large city: only after six is it taken for failed, instead of after a quarter of an hour. */
  long?: true
  run(payload: unknown, now: Temporal.Instant): Promise<void>
}

/**
 * A named example of a page, for the gallery and the whole-app tests, which render it in every language. Names are
 * unique: `desk/show conflict`.
 */
export type Sample = {
  name: string
  template: string
  layout: Layout
  model(place: { lang: Lang; t: Translate }): PageModel
}

/**
 * A call by another program (POST, JSON below 256 KB), which no browser makes and no cookie signs: it stands before the
 * check of cross-site writes. `proves` says whether the caller has proved itself; whoever has not is not found.
 */
export type Webhook = { path: string; proves(req: Request): boolean; handler: RequestHandler }

/** How errors are told below an address where programs ask and no page is. Nothing there is one of them. */
export type Failing = { under: string; answer: ErrorRequestHandler }

/** Something that runs as long as the process that does the jobs. `start` returns at once, `stop` within a second. */
export type Service = { start(): void; stop(): Promise<void> }

/** A city that is planted. `at`: milliseconds UTC. */
export type PlantedCity = { id: number; slug: string; timeZone: string; at: number }

/** What a feature offers to the portal as a whole. */
export type Feature = Beside & {
  name: string
  routes?: (deps: Deps) => Route[]
  jobs?: (deps: Deps) => Job[]
  services?: (deps: Deps) => Service[]
  webhooks?: (deps: Deps) => Webhook[]
  failing?: (deps: Deps) => Failing
  /** Loaded only where somebody looks at them: never in an installation. */
  samples?: () => Promise<Sample[]>
  /** What the search box finds of it. */
  search?: (deps: Deps) => SearchSource[]
  /** What a new city begins with in earnest. Twice changes nothing. */
  plant?: (deps: Deps, city: PlantedCity) => Promise<void>
  /** Raised when `plant` brings more than it did: then cities that have it get it again. 1 unless said. */
  plantVersion?: number
  /** What is invented for a city of the demo: the same at each start, and twice changes nothing. */
  demo?: (deps: Deps, city: PlantedCity) => Promise<void>
}

export type Mounting = {
  /** What stands before the handlers, by access. */
  guard: (access: Access) => RequestHandler[]
  /** What is put around each handler of the route itself. */
  around?: (handler: RequestHandler) => RequestHandler
  /** Lets a request in or not. */
  door?: (route: Route) => RequestHandler
}

/**
 * Puts the routes on the router. A page is refused before anything is done for it; a form only when it was read, so that
 * whoever wrote it gets it back.
 */
export function mountRoutes(
  router: Router,
  routes: readonly Route[],
  { guard, around = (handler) => handler, door }: Mounting,
): void {
  const mounted = routes.map((route): Mounted => {
    const { path, access, kept } = route
    const first = route.knowsDoubled ? [] : [refuseDoubled]
    const keeping = kept === undefined ? [] : [keptAs(kept)]
    const entry = door === undefined ? [] : [door(route)]
    const before = [...guard(access), ...keeping]
    const handlers = route.handlers.map(around)
    const all =
      route.method === 'get'
        ? [...first, ...entry, ...before, ...handlers]
        : [...first, ...before, ...handlers.slice(0, -1), ...entry, ...handlers.slice(-1)]
    return { method: route.method, path, handlers: all.map((handler) => within(route, handler)) }
  })
  router.use(routeIndex(mounted))
}
