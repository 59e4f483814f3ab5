import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { isBusy, isUnavailable } from '../db/unavailable.ts'
import { isLang } from '../i18n/texts.ts'
import { cookieValue } from './cookies.ts'
import { Overloaded } from './errors.ts'
import { createPageStore } from './kept-page-store.ts'
import type { Load } from './load.ts'
import { type Sendable, sendPacked } from './send-packed.ts'
import { notKept } from './shared-caching.ts'
import { textBytes } from './text-bytes.ts'
import { escapeHtml } from './views.ts'

/** Finished public pages, kept in this process for crowds and for the time without a database. */
export type KeptPages = {
  /** Stands before all routes. */
  answer: RequestHandler
  /** Stands before the error pages. */
  insteadOfFailure: ErrorRequestHandler
  /** Something must be seen by nobody any more. */
  forget(): void
  counts(): { pages: number; bytes: number; shared: number; stale: number }
}

export type KeptPagesOptions = {
  load: Pick<Load, 'strain'>
  /** The sentence over a page that may be out of date, in its language; made once it is needed. */
  noteOf: (res: Response) => () => string
  /** Asks the database something; throws while it is away. */
  ask: () => Promise<unknown>
  /** Pages may be read from one that is some seconds behind. */
  hasReplica: boolean
}

/** `old`: the same with a note that it may be out of date, once that was needed. */
type Page = Sendable & { at: number; noteOf: () => string; crowd: Crowd; old?: Sendable }
/** How many strangers have asked for an address since then; `before`: there was a crowd in the second before. */
type Crowd = { since: number; asked: number; before: boolean }
/** Of a page that was being made. `again`: nobody knows what would have come of it; none of these: to each his own. */
type Outcome = { page?: Page; error?: unknown; again?: true }

const longestPage = 2 ** 20
/** A replica may not know yet what was hidden: what is rendered so soon after is kept for nobody. */
const replicaKnowsAfterMs = 15_000
/** Where there is a crowd a page is rendered once in so long, and changes show so much later. */
const freshMs = 1_000
/** A crowd before the whole portal; or before one page, when more than so many strangers ask for it in a second. */
const crowdStrain = 1
const crowdAsked = 10
/** Without a database it is asked so often whether it is back; visitors are answered at once, and ask nothing. */
const askEveryMs = 1_000
/** One broken connection says nothing of the database: it is gone when it does not answer in so long. */
const answerMs = 1_000

/** What an answer may depend on besides its address; whatever else it names is kept for nobody. */
const knownToVary = new Set(['cookie', 'x-fragment', 'accept-encoding'])
const ofOneAnswer = new Set(['content-length', 'content-encoding', 'transfer-encoding', 'date', 'connection'])

/**
 * Many who ask for the same page at the same moment cause one rendering. Whoever has sent something, or is known here,
 * has a cookie: his page is always rendered anew (docs/decisions/0065).
 */
export function createKeptPages({ load, noteOf, ask, hasReplica }: KeptPagesOptions): KeptPages {
  const now = () => performance.now()
  const pages = createPageStore<Page>()
  const underWay = new Map<string, Promise<Outcome>>()
  let [isAway, isInDoubt] = [false, false]
  let forgotten = 0
  let forgottenAt = Number.NEGATIVE_INFINITY
  let [shared, stale] = [0, 0]

  function keep(res: Response, body: string | Buffer, key: string): Page | undefined {
    const etag: unknown = res.app.get('etag fn')
    if (!mayBeKept(res) || typeof etag !== 'function') return undefined
    const bytes = typeof body === 'string' ? textBytes(body) : body
    if (bytes.length > longestPage) return undefined
    if (res.get('ETag') === undefined) res.set('ETag', String(etag(bytes)))
    // Express says so itself only of what it gets as a text.
    const type = String(res.get('Content-Type'))
    if (typeof body === 'string' && !type.includes('charset='))
      res.setHeader('Content-Type', `${type}; charset=utf-8`)
    const headers = Object.entries(res.getHeaders()).flatMap(([name, value]): Page['headers'] =>
      value === undefined || ofOneAnswer.has(name) ? [] : [[name, value]],
    )
    const crowd = crowdAfter(pages.peek(key)?.crowd, now())
    const page: Page = { at: now(), body: bytes, headers, noteOf: noteOf(res), crowd, encoded: new Map() }
    if (!hasReplica || now() - forgottenAt >= replicaKnowsAfterMs) pages.set(key, page)
    return page
  }

  /** Watches an answer that is being made, for those who come meanwhile. */
  function lead(res: Response, key: string): void {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const asOf = forgotten
    const end = (outcome: Outcome) => {
      if (underWay.get(key) === promise) underWay.delete(key)
      resolve(outcome)
    }
    underWay.set(key, promise)
    leads.set(res, end)
    // Whoever waited for it leaves nobody behind: the next of them makes it.
    res.once('close', () => end({ again: true }))
    // What is sent by and by, such as a picture, is nothing to wait for.
    res.writeHead = new Proxy(res.writeHead, {
      apply(writeHead, _self, args) {
        end({})
        return Reflect.apply(writeHead, res, args)
      },
    })
    const send = res.send.bind(res)
    res.send = (body: unknown) => {
      if (typeof body !== 'string' && !Buffer.isBuffer(body)) return send(body)
      const page = asOf === forgotten ? keep(res, body, key) : undefined
      if (asOf !== forgotten) end({ again: true })
      else end(page === undefined ? {} : { page })
      // a text would be made into bytes once more
      return send(page?.body ?? body)
    }
  }
  const leads = new WeakMap<Response, (outcome: Outcome) => void>()

  async function doubt(): Promise<void> {
    if (isAway || isInDoubt) return
    isInDoubt = true
    const silence = sleep(answerMs, undefined, { ref: false }).then(() =>
      Promise.reject(new Error('no answer')),
    )
    await Promise.race([ask(), silence]).catch(untilItIsBack)
    isInDoubt = false
  }

  function untilItIsBack(): void {
    isAway = true
    const again = () => setTimeout(look, askEveryMs).unref()
    const look = () =>
      ask().then(() => {
        isAway = false
      }, again)
    again()
  }

  async function sendOld(req: Request, res: Response, page: Page): Promise<void> {
    stale++
    page.old ??= withNote(page)
    notKept(res)
    res.set({ Age: String(Math.round((now() - page.at) / 1000)), Warning: '110 - "Response is Stale"' })
    await sendPacked(req, res, page.old)
  }

  const answer: RequestHandler = (req, res, next) => {
    const address = addressOf(req)
    if (address === null) return next()
    const page = pages.get(address)
    if (page !== undefined && isAway) return void sendOld(req, res, page).catch(next)
    if (!isStranger(req)) return next()
    const isCrowd = load.strain() >= crowdStrain || (page !== undefined && isCrowded(page.crowd))
    if (page !== undefined && isCrowd && now() - page.at < freshMs) {
      page.crowd.asked++
      shared++
      return void sendPacked(req, res, page).catch(next)
    }
    const other = underWay.get(address)
    if (other === undefined) {
      lead(res, address)
      return next()
    }
    other
      .then(async (outcome) => {
        if (res.destroyed) return
        if (outcome.again) return void answer(req, res, next)
        if (outcome.error !== undefined) return next(outcome.error)
        if (outcome.page === undefined) return next()
        shared++
        await sendPacked(req, res, outcome.page)
      })
      .catch(next)
  }

  return {
    answer,
    insteadOfFailure(error, req, res, next) {
      const isWant = isUnavailable(error)
      leads.get(res)?.(isWant ? { error } : {})
      if (!isWant || res.headersSent) return next(error)
      const address = addressOf(req)
      const page = address === null ? undefined : pages.peek(address)
      if (page === undefined) return next(error)
      // One crowded lane says nothing about the others.
      if (!(error instanceof Overloaded || isBusy(error))) void doubt()
      sendOld(req, res, page).catch(next)
    },
    forget() {
      forgotten++
      forgottenAt = now()
      pages.clear()
    },
    counts: () => ({ ...pages.counts(), shared, stale }),
  }
}

const isCrowded = ({ asked, before }: Crowd): boolean => before || asked > crowdAsked

/** One more has asked for it, and gets a rendering of his own. */
function crowdAfter(crowd: Crowd | undefined, now: number): Crowd {
  const age = now - (crowd?.since ?? Number.NEGATIVE_INFINITY)
  if (crowd === undefined || age >= 2 * freshMs) return { since: now, asked: 1, before: false }
  if (age < freshMs) return { ...crowd, asked: crowd.asked + 1 }
  return { since: now, asked: 1, before: crowd.asked > crowdAsked }
}

/** As old as it is, it is no answer to "has it changed?", and nobody else keeps it. */
function withNote({ body, headers, noteOf }: Page): Sendable {
  const note = `<div class="ds-alert" data-color="warning"><p class="prose">${escapeHtml(noteOf())}</p></div>`
  const isPage = headers.some(([name, value]) => name === 'content-type' && /html/.test(String(value)))
  return {
    body: isPage ? Buffer.from(body.toString().replace(/<main\b[^>]*>/, (main) => main + note)) : body,
    headers: headers.filter(([name]) => !/cache-control$|^etag$/.test(name)),
    encoded: new Map(),
  }
}

/** Address, view and part of a page; null for what is no page of a city, or is not read. */
function addressOf(req: Request): string | null {
  if (req.method !== 'GET' || req.originalUrl.length > 500 || !isLang(req.path.split('/')[1])) return null
  const view = cookieValue(req.headers.cookie, 'view') ?? ''
  const part = req.get('X-Fragment') ? 'part' : ''
  return view === '' && part === '' ? req.originalUrl : [req.originalUrl, view, part].join('\n')
}

/** Nothing is known of this visitor but how he wants to see pages. */
const isStranger = ({ headers }: Request): boolean =>
  (headers.cookie ?? '').split(';').every((pair) => /^\s*(view=.*)?$/.test(pair))

/** Only what its route lets caches keep: a form with a ticket is public, too, and is somebody's own. */
function mayBeKept(res: Response): boolean {
  const vary = String(res.get('Vary') ?? '').toLowerCase()
  return (
    res.statusCode === 200 &&
    /^public\b.*\bs-maxage=/.test(res.get('Cache-Control') ?? '') &&
    res.get('Set-Cookie') === undefined &&
    res.get('Content-Type') !== undefined &&
    vary.split(/\s*,\s*/).every((name) => name === '' || knownToVary.has(name))
  )
}
