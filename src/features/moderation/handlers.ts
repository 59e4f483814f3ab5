import type { Request, RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../platform/crypto/form-ticket.ts'
import type { Deps } from '../../platform/deps.ts'
import { cookieValue } from '../../platform/http/cookies.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../platform/http/form.ts'
import { networkIn, rateLimit } from '../../platform/http/rate-limit.ts'
import type { Translate } from '../../platform/i18n/texts.ts'
import { staffOf } from '../accounts/index.ts'
import { cityById, cityOf, langOf, translateOf } from '../city/index.ts'
import {
  ChangedMeanwhile,
  complaintPaths,
  IllegalTransition,
  isOfPeople,
  NotAllowed,
  parseNumber,
  partName,
  partOf,
  publicComplaint,
  publicText,
  storedForm,
} from '../complaints/index.ts'
import { directoryOf } from '../offices/index.ts'
import { type Deciding, decide, dismissReports } from './actions/decide.ts'
import { reportAbuse } from './actions/report-abuse.ts'
import { decisionForms, ReportForm } from './forms.ts'
import { itemModel, itemPage } from './pages/item.ts'
import { queueModel, queuePageOf } from './pages/queue.ts'
import { type Reported, type ReportInput, reportModel, reportPage } from './pages/report.ts'
import { type ModerationAct, moderationPaths } from './paths.ts'
import { type ItemRow, moderatedCities, moderationItem, queueRows } from './queries.ts'

const ticketForm = 'report-abuse'
const ticketAge = Temporal.Duration.from({ hours: 24 })
/** The cookie by which one device reports one thing once; set only by this form. */
const deviceCookie = 'reporter'

export function reportHandlers(deps: Deps): Record<'show' | 'send', RequestHandler> {
  // Whole cities sit behind one mobile address: the wide limit is for floods alone.
  const perDevice = rateLimit(deps, { name: 'abuse-device', points: 10, seconds: 3600 })
  const perNetwork = rateLimit(deps, { name: 'abuse-network', points: 600, seconds: 3600 })

  const inputOf = (res: Response, number: string, reported: Reported): ReportInput => ({
    city: cityOf(res),
    lang: langOf(res),
    t: translateOf(res),
    number,
    reported,
    ticket: issueTicket(deps.keys, ticketForm, deps.now()),
  })

  return {
    show: async (req, res) => {
      const { number, reported } = await reportedOf(deps, req, res)
      reportPage(res, reportModel({ ...inputOf(res, number, reported), done: req.query['done'] === '1' }))
    },

    send: async (req, res) => {
      const { number, complaintId, reported } = await reportedOf(deps, req, res)
      const input = inputOf(res, number, reported)
      const parsed = parseForm(ReportForm, req.body)
      if (!parsed.ok) return reportPage(res, reportModel({ ...input, ...parsed.form }), 422)
      const { ticket, website, ground, text, email } = parsed.value
      const typed = typedFields(req.body)
      const verified = verifyTicket(deps.keys, ticket, {
        form: ticketForm,
        now: deps.now(),
        maxAge: ticketAge,
      })
      if (!verified.ok) return reportPage(res, reportModel({ ...input, typed, problem: 'old' }), 422)
      // A browser without cookies: the same form sent twice is still one report.
      const device = deviceOf(deps, req, res, verified.nonce.toString('base64url'))
      const wait = (await perDevice(device)) || (await perNetwork(networkIn(res)))
      if (wait > 0) {
        res.set('Retry-After', String(Math.ceil(wait / 1000)))
        return reportPage(res, reportModel({ ...input, typed, problem: 'often' }), 429)
      }
      const { city, lang } = input
      // Whoever fills in what people do not see is thanked and not listened to.
      if (website === '') {
        const report = { cityId: city.id, complaintId, part: reported.part, ground, text, lang }
        await reportAbuse(deps, { ...report, email: email === '' ? null : email, device })
      }
      const part = reported.part === 'complaint' ? undefined : reported.part
      const path = complaintPaths.report(lang, city.slug, number, part)
      res.redirect(303, `${path}${path.includes('?') ? '&' : '?'}done=1`)
    },
  }
}

/** What everybody can see of what is reported; nothing else can be reported. */
async function reportedOf(
  deps: Deps,
  req: Request,
  res: Response,
): Promise<{ number: string; complaintId: number; reported: Reported }> {
  const parsed = parseNumber(String(req.params['number']))
  const row = parsed.ok ? await publicComplaint(deps, parsed.number) : null
  if (row === null || !row.shown || row.words === null || row.cityId !== cityOf(res).id)
    throw new NotFound('complaint')
  const asked = req.query['part']
  const part = partOf(typeof asked === 'string' ? asked : 'complaint')
  if (part === null) throw new NotFound('part')
  const t = translateOf(res)
  const found = { number: row.number, complaintId: row.id }
  switch (part.kind) {
    case 'complaint':
      return {
        ...found,
        reported: { part: 'complaint', quote: quoteOf(publicText(row.words.text, t), row.words.textLang) },
      }
    case 'answer': {
      const answer = row.answers.find(({ no }) => no === part.no)
      if (answer === undefined || answer.concealed) throw new NotFound('part')
      return { ...found, reported: { part: partName(part), quote: quoteOf(answer.text, answer.lang) } }
    }
    case 'entry': {
      const entry = row.activity.find(({ seq, actor }) => seq === part.seq && isOfPeople(actor))
      const { text } = (entry?.payload ?? {}) as { text?: string }
      if (entry === undefined || entry.concealed || text === undefined) throw new NotFound('part')
      return {
        ...found,
        reported: { part: partName(part), quote: quoteOf(publicText(text, t), row.words.textLang) },
      }
    }
    case 'photo':
      if (!row.photos.some(({ id }) => id === part.id)) throw new NotFound('part')
      return { ...found, reported: { part: partName(part), quote: null } }
  }
}

const quoteOf = (text: string, lang: string) => (text === '' ? null : { text: text.slice(0, 400), lang })

/** The device's own random token. The first report gives it `fresh`, so nobody gets a cookie by looking. */
function deviceOf(deps: Deps, req: Request, res: Response, fresh: string): string {
  const known = cookieValue(req.get('Cookie'), deviceCookie)
  if (known !== undefined && /^[\w-]{22}$/.test(known)) return known
  res.cookie(deviceCookie, fresh, {
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.publicUrl.startsWith('https:'),
    maxAge: 365 * 86_400_000,
    path: '/',
  })
  return fresh
}

export function moderationHandlers(deps: Deps) {
  const itemOf = async (req: Request, res: Response): Promise<ItemRow> => {
    const number = parseNumber(String(req.params['number']))
    const row = number.ok ? await moderationItem(deps, moderatedCities(staffOf(res)), number.number) : null
    if (row === null) throw new NotFound('complaint')
    return row
  }
  const aroundOf = async (res: Response, row: ItemRow) => {
    const city = await cityById(deps, row.city_id)
    if (city === null) throw new NotFound('city')
    return { row, city, t: translateOf(res), lang: langOf(res) }
  }
  const queue: RequestHandler = async (_req, res) => {
    const cityIds = moderatedCities(staffOf(res))
    if (cityIds.length === 0) throw new NotFound('queue')
    const rows = await queueRows(deps, cityIds)
    const places = await Promise.all(
      cityIds.map(async (id) => {
        const city = await cityById(deps, id)
        return city === null ? [] : [{ city, directory: await directoryOf(deps, id) }]
      }),
    )
    queuePageOf(res, queueModel(rows, places.flat(), { t: translateOf(res), lang: langOf(res) }))
  }
  const show: RequestHandler = async (req, res) => {
    const row = await itemOf(req, res)
    const { done } = req.query
    itemPage(res, itemModel({ ...(await aroundOf(res, row)), done: typeof done === 'string' ? done : null }))
  }
  const act =
    (name: ModerationAct): RequestHandler =>
    async (req, res) => {
      const row = await itemOf(req, res)
      const parsed = readDecision(name, req.body, { row, t: translateOf(res) })
      if (!parsed.ok) {
        const back = { act: name, ...parsed.form }
        return itemPage(res, itemModel({ ...(await aroundOf(res, row)), done: null, back }), 422)
      }
      const staff = staffOf(res)
      try {
        await parsed.value(deps, { staff, complaintId: row.id })
        res.redirect(303, moderationPaths.done(row.number, name))
      } catch (error) {
        const expected =
          error instanceof ChangedMeanwhile ||
          error instanceof IllegalTransition ||
          error instanceof NotAllowed
        if (!expected) throw error
        const back = { act: name, typed: typedFields(req.body), errors: {} }
        const fresh = await itemOf(req, res)
        itemPage(res, itemModel({ ...(await aroundOf(res, fresh)), done: null, back, conflict: true }), 409)
      }
    }
  return { queue, show, act }
}

type Run = (deps: Deps, who: Pick<Deciding, 'staff' | 'complaintId'>) => Promise<void>

/** The form of a decision as what it does. */
function readDecision(name: ModerationAct, body: unknown, { row, t }: { row: ItemRow; t: Translate }) {
  const as = <Value>(
    parsed: ReturnType<typeof parseForm> & { value?: unknown },
    run: (value: Value) => Run,
  ) => (parsed.ok ? { ok: true as const, value: run(parsed.value as Value) } : parsed)
  switch (name) {
    case 'publish':
      return as(
        parseForm(decisionForms.publish, body),
        ({ version, visible }: { version: number; visible: string }): Run => {
          // An empty field asks for nothing to be cut: a text without words is hidden, not published.
          const wanted = storedForm(visible, t)
          const isCut = wanted !== '' && wanted !== (row.public_text ?? row.text).trim()
          return (deps, who) =>
            decide(
              deps,
              { ...who, seenVersion: version },
              { kind: 'publish', visible: isCut ? wanted : null, reason: '' },
            )
        },
      )
    case 'hide':
      return as(
        parseForm(decisionForms.hide, body),
        ({ version, ...rest }: ReturnType<typeof decisionForms.hide.parse>): Run =>
          (deps, who) =>
            decide(deps, { ...who, seenVersion: version }, { kind: 'hide', ...rest }),
      )
    case 'conceal':
      return as(
        parseForm(decisionForms.conceal, body),
        ({ version, ...rest }: ReturnType<typeof decisionForms.conceal.parse>): Run =>
          (deps, who) =>
            decide(deps, { ...who, seenVersion: version }, { kind: 'conceal', ...rest }),
      )
    case 'reveal':
      return as(
        parseForm(decisionForms.reveal, body),
        ({ version, ...rest }: ReturnType<typeof decisionForms.reveal.parse>): Run =>
          (deps, who) =>
            decide(deps, { ...who, seenVersion: version }, { kind: 'reveal', ...rest }),
      )
    case 'dismiss':
      return as(
        parseForm(decisionForms.dismiss, body),
        ({ part }: { part: string }): Run =>
          (deps, who) =>
            dismissReports(deps, { ...who, part: part === '' ? 'complaint' : part }),
      )
  }
}
