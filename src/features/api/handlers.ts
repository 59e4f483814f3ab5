import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { lastCheckpoints } from '../activity/index.ts'
import { type City, calendarOf, cities, cityBySlug } from '../city/index.ts'
import {
  parseFilter,
  parseNumber,
  publicComplaint,
  publicKeysOf,
  type Reading,
  readingOf,
  tableRows,
} from '../complaints/index.ts'
import { directoryOf } from '../offices/index.ts'
import { proofPaths } from '../proof/index.ts'
import {
  cityFigures,
  figuresAnswer,
  officeFigures,
  officesAnswer,
  officesFigures,
  parseFigureQuery,
} from '../statistics/index.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { documentOf } from './document.ts'
import { type AnswerOf, type EndpointName, endpoints, type QueryOf } from './endpoints.ts'
import { guideModel, guidePage } from './guide-page.ts'
import { apiPaths } from './paths.ts'
import { languageOf, openToAll, Refused } from './problem.ts'
import { categoryView, cityView, complaintView, officeName, officeView, wholeView } from './views.ts'

const usualLimit = 100
const mostInList = 500
const shownCheckpoints = 100

/** Kept by everybody, asked about every time; what has not changed is not sent again. */
const askEveryTime = 'public, no-cache'

type Asked<Name extends EndpointName> = { req: Request; query: QueryOf<Name> }
type Answers = { [Name in EndpointName]: (asked: Asked<Name>) => Promise<AnswerOf<Name>> }

/** One handler for each endpoint. */
export function apiHandlers(deps: Deps): Record<EndpointName, RequestHandler> {
  const answers = answersOf(deps)
  const handle =
    <Name extends EndpointName>(name: Name): RequestHandler =>
    async (req, res) => {
      openToAll(res)
      const answer = await answers[name]({ req, query: queryOf(deps, req, name) })
      res.set('Cache-Control', askEveryTime)
      res.json(answer)
    }
  return {
    cities: handle('cities'),
    city: handle('city'),
    offices: handle('offices'),
    categories: handle('categories'),
    complaints: handle('complaints'),
    complaint: handle('complaint'),
    figures: handle('figures'),
    officeFigures: handle('officeFigures'),
    checkpoints: handle('checkpoints'),
  }
}

/** @throws Refused naming every parameter that is unknown or means nothing */
function queryOf<Name extends EndpointName>(deps: Deps, req: Request, name: Name): QueryOf<Name> {
  const given = Object.fromEntries(Object.entries(req.query).filter(([, value]) => value !== ''))
  const { query } = endpoints[name]
  const parsed = query.safeParse(given)
  if (parsed.success) return parsed.data as QueryOf<Name>
  const t = deps.texts.in(languageOf(req))
  const known = Object.keys(query.shape)
  const wrong = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
  )
  throw new Refused(
    400,
    [...new Set(wrong)].map((parameter) => ({
      name: parameter,
      detail: known.includes(parameter)
        ? t('api:wrong.value', { parameter })
        : t('api:wrong.unknown', { parameter, known: known.join(', ') || '–' }),
    })),
  )
}

function answersOf(deps: Deps): Answers {
  const { publicUrl } = deps.config
  return {
    cities: async () => ({ cities: (await cities(deps)).map((city) => cityView(city, publicUrl)) }),
    city: async ({ req }) => cityView(await cityAsked(deps, req), publicUrl),
    offices: async ({ req }) => {
      const reading = await readingIn(deps, req)
      return { offices: reading.directory.offices.map((office) => officeView(office, reading)) }
    },
    categories: async ({ req }) => ({
      categories: (await readingIn(deps, req)).directory.categories.map(categoryView),
    }),
    complaints: async ({ req, query }) => complaintsOf(deps, await readingIn(deps, req), query),
    complaint: async ({ req }) => {
      const reading = await readingIn(deps, req)
      const parsed = parseNumber(String(req.params['number']))
      const row = parsed.ok ? await publicComplaint(deps, parsed.number) : null
      if (row === null || !row.shown || row.cityId !== reading.city.id) throw new NotFound('complaint')
      return wholeView(row, reading)
    },
    figures: async ({ req, query }) => {
      const city = await cityAsked(deps, req)
      const asked = await figureQueryOf(deps, req, city, query)
      const set = asked.office === null ? cityFigures : officeFigures
      return figuresAnswer((await set(deps, city, asked)).body.figures)
    },
    officeFigures: async ({ req, query }) => {
      const reading = await readingIn(deps, req)
      const asked = await figureQueryOf(deps, req, reading.city, query)
      const { body } = await officesFigures(deps, reading.city, asked)
      const names = new Map(
        reading.directory.offices.map((office) => [office.code, officeName(office, reading)]),
      )
      const rows = body.offices.map((row) => ({ ...row, name: names.get(row.office) ?? row.office }))
      return officesAnswer(body.together, rows)
    },
    checkpoints: async () => ({
      public_keys: publicKeysOf(deps.keys).map((key) => key.toString('base64url')),
      checkpoints: (await lastCheckpoints(deps, shownCheckpoints)).map(({ at, ...statement }) => ({
        ...{ ...statement, at: new Date(at).toISOString() },
        url: publicUrl + proofPaths.checkpoint(statement.no),
      })),
      all: publicUrl + proofPaths.checkpoints(),
      feed: publicUrl + proofPaths.feed(),
    }),
  }
}

/** A page behind the cursor. New complaints come before the first, so no page loses or repeats one. */
async function complaintsOf(
  deps: Deps,
  reading: Reading,
  { cursor, limit, ...query }: QueryOf<'complaints'>,
): Promise<AnswerOf<'complaints'>> {
  const { city, t, now } = reading
  const { filter, ignored } = parseFilter(query, reading)
  const after = cursor === undefined ? null : placeOf(cursor)
  const most = limit === undefined ? usualLimit : Number(limit)
  const wrong = [
    ...ignored,
    ...(cursor !== undefined && after === null ? ['cursor'] : []),
    ...(most < 1 || most > mostInList ? ['limit'] : []),
  ]
  if (wrong.length > 0) {
    throw new Refused(
      400,
      wrong.map((name) => ({ name, detail: t('api:wrong.value', { parameter: name }) })),
    )
  }
  const scope = { cityId: city.id, timeZone: city.timeZone, now }
  const rows = await tableRows(deps, { filter, scope, after, limit: most + 1 })
  const page = rows.slice(0, most)
  const last = page.at(-1)
  const goesOn = rows.length > most && last !== undefined
  return {
    complaints: page.map((row) => complaintView(row, reading)),
    next: goesOn
      ? nextPage(reading, query, { limit, cursor: cursorOf({ receivedAt: last.mark, id: last.id }) })
      : null,
  }
}

function nextPage(
  { origin, city }: Reading,
  query: Record<string, string | undefined>,
  place: { limit: string | undefined; cursor: string },
): string {
  const url = new URL(apiPaths.complaints(city.slug), origin)
  for (const [name, value] of Object.entries({ ...query, ...place })) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url.href
}

async function figureQueryOf(
  deps: Deps,
  req: Request,
  city: City,
  query: Record<string, string | undefined>,
) {
  const parsed = await parseFigureQuery(deps, city, query, deps.now())
  if (parsed.ok) return parsed.query
  const { parameter } = parsed
  const detail = deps.texts.in(languageOf(req))(parsed.text, { parameter })
  throw new Refused(400, [{ name: parameter, detail }])
}

async function cityAsked(deps: Deps, req: Request): Promise<City> {
  const city = await cityBySlug(deps, String(req.params['city']))
  if (city === null) throw new NotFound('city')
  return city
}

/** With what public pages of this city are made. */
async function readingIn(deps: Deps, req: Request): Promise<Reading> {
  const city = await cityAsked(deps, req)
  const lang = languageOf(req)
  const now = deps.now()
  const [directory, calendar] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
  ])
  return {
    ...{ city, lang, t: deps.texts.in(lang), directory, calendar, now: now.epochMilliseconds },
    today: localDate(now, city.timeZone),
    timeZone: city.timeZone,
    origin: deps.config.publicUrl,
  }
}

/** OpenAPI 3.1. */
export const showDocument = (deps: Deps): RequestHandler => {
  let document: string | undefined
  return (_req: Request, res: Response) => {
    // a twentieth of a second, which no start waits for
    document ??= JSON.stringify(documentOf(deps.texts.in('en'), deps.config.publicUrl))
    openToAll(res)
    res.set('Cache-Control', askEveryTime)
    res.type('application/json').send(document)
  }
}

export const showGuide =
  (deps: Deps): RequestHandler =>
  async (_req, res) =>
    guidePage(res, guideModel(await readingOf(deps, res)))
