import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { cities } from '../../city/index.ts'
import { currentCategories, publicComplaints, type Reading } from '../../complaints/index.ts'
import { open311Paths } from '../paths.ts'
import { type Answer, formatIn, formats, sendAnswer } from './answer.ts'
import { askEveryTime, keptForMinutes, openToAll } from './headers.ts'
import { momentText } from './moment.ts'
import { nextPage } from './next-page.ts'
import { type Asked, askedOf, cityAsked, type Params, paramsOf, readingIn } from './place.ts'
import { requestRows, servicesChangedAt } from './queries.ts'
import { Refusal } from './refusal.ts'
import { filterOfOne, type RequestFilter, requestFilterOf } from './request-filter.ts'
import { requestView } from './request-view.ts'
import { definitionView, servicesView } from './services-view.ts'

type Name = 'discovery' | 'services' | 'service' | 'requests' | 'request' | 'token'

const specification = 'http://wiki.open311.org/GeoReport_v2'

/** What everybody may read over GeoReport v2. */
export function readingHandlers(deps: Deps): Record<Name, RequestHandler> {
  return {
    discovery: (req, res) => answerWith(req, res, keptForMinutes, () => discoveryOf(deps)),

    services: inCity(deps, keptForMinutes, async ({ reading }) => ({
      root: 'services',
      data: servicesView(reading),
    })),

    service: inCity(deps, keptForMinutes, async ({ req, reading }) => {
      const code = String(req.params['code'])
      const category = currentCategories(reading).find((one) => one.code === code)
      if (category === undefined) throw new Refusal(404, [reading.t('open311:refusal.service', { code })])
      return { root: 'service_definition', data: definitionView(category, reading) }
    }),

    requests: inCity(deps, askEveryTime, async ({ req, res, params, asked, reading }) => {
      const filter = requestFilterOf(params, { ...asked, ...reading })
      const rows = await requestRows(deps, { city: reading.city, filter, now: reading.now })
      if (rows.length === filter.pageSize) res.links(nextPage(deps, req, filter.page + 1))
      return { root: 'service_requests', data: await viewsOf(deps, rows, filter, reading) }
    }),

    request: inCity(deps, askEveryTime, async ({ req, params, reading }) => {
      const id = String(req.params['id'])
      const filter = filterOfOne(id, params)
      const rows =
        filter === null ? [] : await requestRows(deps, { city: reading.city, filter, now: reading.now })
      if (filter === null || rows.length === 0) {
        throw new Refusal(404, [reading.t('open311:refusal.request', { id })])
      }
      return { root: 'service_requests', data: await viewsOf(deps, rows, filter, reading) }
    }),

    // Every filing gets its number at once, so no token was ever given.
    token: (req) => {
      const { t } = askedOf(deps, req)
      throw new Refusal(404, [t('open311:refusal.token')])
    },
  }
}

async function viewsOf(
  deps: Deps,
  rows: Awaited<ReturnType<typeof requestRows>>,
  { extensions }: RequestFilter,
  reading: Reading,
) {
  if (!extensions) return rows.map((row) => requestView(row, reading))
  const ids = rows.map(({ id }) => id)
  const whole = new Map((await publicComplaints(deps, ids)).map((one) => [one.id, one]))
  return rows.map((row) => requestView(row, reading, whole.get(row.id)))
}

type InCity = { req: Request; res: Response; params: Params; asked: Asked; reading: Reading }

/** For what belongs to one city: which one, in which language, in which format. */
export function inCity(
  deps: Deps,
  caching: string,
  answer: (about: InCity) => Promise<Answer>,
): RequestHandler {
  return (req, res) =>
    answerWith(req, res, caching, async () => {
      const params = paramsOf(req.query)
      const asked = askedOf(deps, req)
      const reading = await readingIn(deps, await cityAsked(deps, params, asked), asked)
      return answer({ req, res, params, asked, reading })
    })
}

async function answerWith(
  req: Request,
  res: Response,
  caching: string,
  answer: () => Promise<Answer>,
): Promise<void> {
  const format = formatIn(req)
  openToAll(req, res)
  const found = await answer()
  res.set('Cache-Control', caching)
  sendAnswer(res, format, found)
}

async function discoveryOf(deps: Deps): Promise<Answer> {
  const all = await cities(deps)
  const [first] = all
  const at = await servicesChangedAt(deps, {
    openedAt: Math.max(0, ...all.map(({ openedAt }) => openedAt)),
    now: deps.now().epochMilliseconds,
  })
  const changeset = momentText(at, first?.timeZone ?? 'UTC')
  const { publicUrl } = deps.config
  const guide = first === undefined ? publicUrl : publicUrl + open311Paths.guide('en', first.slug)
  const endpoint = {
    specification,
    url: publicUrl + open311Paths.root(),
    changeset,
    type: first?.demo === true ? 'test' : 'production',
    formats: Object.values(formats),
  }
  const data = { changeset, contact: guide, key_service: `${guide}#keys`, endpoints: [endpoint] }
  return { root: 'discovery', data }
}
