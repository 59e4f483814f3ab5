import path from 'node:path'
import compression from 'compression'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import { publicChrome, staffChrome } from './chrome.ts'
import { projectDir } from './config.ts'
import { errorPages } from './error-pages.ts'
import {
  asStaff,
  enteringStaff,
  keepAwake,
  requireAwake,
  requireFreshProof,
  requireStaff,
  signedInStaff,
  staffSession,
} from './features/accounts/index.ts'
import { cityContext } from './features/city/index.ts'
import { features } from './features.ts'
import { gallery } from './gallery.ts'
import { inLane } from './platform/db/lane.ts'
import type { Deps } from './platform/deps.ts'
import { door } from './platform/http/admission.ts'
import { type Access, type Feature, mountRoutes, type Route, type Webhook } from './platform/http/route.ts'
import { sameSiteWrites } from './platform/http/same-site.ts'
import { securityHeaders } from './platform/http/security-headers.ts'
import { cutSlowForms } from './platform/http/slow-forms.ts'
import { withoutTracking } from './platform/http/tracking.ts'
import { createRenderer } from './platform/http/views.ts'
import { isLang, type Lang, langs } from './platform/i18n/texts.ts'
import { createAsset, readManifest } from './platform/look/assets.ts'
import { UserError } from './platform/user-error.ts'

/**
 * The whole portal as one request handler; it listens nowhere by itself. `offered` are its features: others than all of
 * them only where a test wants a portal with a fault in it.
 */
export function createApp(deps: Deps, offered: readonly Feature[] = features): Express {
  const app = express()
  const { mode, trustProxy, publicUrl } = deps.config
  app.disable('x-powered-by')
  app.set('trust proxy', trustProxy)
  app.set('query parser', 'simple')
  const manifest = readManifest(path.join(projectDir, 'public/build'))
  if (manifest === null) throw new UserError('Styles and scripts are not built yet. Run: npm run prepare')
  const asset = createAsset(manifest)
  app.locals['asset'] = asset
  app.locals['renderer'] = createRenderer({ viewsRoot: path.join(projectDir, 'views'), mode, asset })

  app.use(securityHeaders(publicUrl))
  for (const feature of offered) {
    for (const webhook of feature.webhooks?.(deps) ?? []) mountWebhook(app, webhook)
  }
  app.use(sameSiteWrites(publicUrl))
  app.use(compression({ level: 5 }))
  app.use('/build', express.static(path.join(projectDir, 'public/build'), { immutable: true, maxAge: '1y' }))
  // At the root, because a service worker reaches no further up than its own address.
  app.get('/sw.js', (_req, res) => {
    res.set('Cache-Control', 'no-cache')
    res.sendFile(path.join(projectDir, 'public', asset('sw.js')), { cacheControl: false })
  })
  // Files beside the pages have an address of one part with a dot: no page asks the disk whether it is a file.
  app.get(/^\/[^/]+\.\w+$/, express.static(path.join(projectDir, 'public'), { index: false, maxAge: '1d' }))
  app.use(cutSlowForms())
  // The longest form is the profile of a city: numbers, groups and links in three languages.
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 300 }))
  app.use(withoutTracking)
  app.use(deps.pages.answer)
  const mounting = { guard: guards(deps), around: inOwnCities, door: (route: Route) => door(deps, route) }
  mountRoutes(
    app,
    offered.flatMap((feature) => feature.routes?.(deps) ?? []),
    mounting,
  )
  if (mode === 'development') app.use('/gallery', gallery(deps))
  const [nothingThere, failed] = errorPages(deps)
  app.use(nothingThere)
  for (const feature of features) {
    const failing = feature.failing?.(deps)
    if (failing !== undefined) app.use(failing.under, failing.answer)
  }
  app.use(deps.pages.insteadOfFailure, failed)
  return app
}

/** Whoever has not proved itself finds nothing there, as at any other address. */
function mountWebhook(app: Express, { path, proves, handler }: Webhook): void {
  const known: RequestHandler = (req, _res, next) => next(proves(req) ? undefined : 'route')
  const filing: RequestHandler = (req, res, next) =>
    inLane({ lane: 'filing', mayLag: false }, () => handler(req, res, next))
  app.post(path, known, express.json({ limit: '256kb' }), filing)
}

/** What stands before the handlers of a route, by its access. */
function guards(deps: Deps): (access: Access) => RequestHandler[] {
  const inCity = cityContext(deps, publicChrome(deps))
  const session = staffSession(deps)
  const staffPage = staffContext(deps)
  const freshProof = requireFreshProof(deps)
  const [awake, used] = [requireAwake(deps), keepAwake(deps)]
  return (access) => {
    if (access === 'machine') return []
    if (access === 'public') return [publicPage, inCity]
    if (access === 'secret-link') return [personalPage, inCity]
    if (access === 'signed-out') return [personalPage, session, staffPage]
    return [
      ...[personalPage, session, requireStaff(access.staff, access), staffPage],
      ...(access.entering || access.resting ? [] : [awake]),
      ...(access.entering || access.resting || access.unattended ? [] : [used]),
      ...(access.stepUp ? [freshProof] : []),
    ]
  }
}

/**
 * What a member of staff does in a handler is written in the own cities or not at all. Around each handler by itself: a
 * form with pictures goes on from an event of its stream, outside of what stood around the handler before.
 */
const inOwnCities =
  (handler: RequestHandler): RequestHandler =>
  (req, res, next) => {
    const staff = signedInStaff(res)
    return staff === null ? handler(req, res, next) : asStaff(staff, () => handler(req, res, next))
  }

/** The same for everybody, so it may be kept by caches as long as they ask whether it is still good. */
const publicPage: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'public, no-cache')
  res.vary('Cookie')
  next()
}

/**
 * The address may hold a token, and `same-origin` (the policy of every page) tells it to nobody else. `no-referrer`
 * would also make browsers send `Origin: null` with our own forms, which same-site.ts must refuse.
 */
const personalPage: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-store')
  res.set('X-Robots-Tag', 'noindex')
  next()
}

/** Language, texts and chrome of a staff page. */
function staffContext(deps: Deps): RequestHandler {
  const chromeOf = staffChrome(deps)
  return async (req, res, next) => {
    const lang = staffLang(req, res)
    const t = deps.texts.in(lang)
    Object.assign(res.locals, { lang, t, city: null })
    res.locals['chrome'] = await chromeOf({ lang, t, city: null }, res)
    next()
  }
}

/** As a link on the page asks, else as the person has chosen, else as the browser asks. */
function staffLang(req: Request, res: Response): Lang {
  const person = signedInStaff(res) ?? enteringStaff(res)
  const wishes = [req.query['lang'], person?.lang, req.acceptsLanguages(...langs)]
  return wishes.find(isLang) ?? 'kk'
}
