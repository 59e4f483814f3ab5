import type { RequestHandler } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { typedFields } from '../../platform/http/form.ts'
import { calendarOf, cityOf } from '../city/index.ts'
import { askedQuery } from './asked-query.ts'
import { measureAsked } from './charts/districts.ts'
import { commentsOf } from './comments/queries.ts'
import { parseFigureQuery } from './figures/figure-query.ts'
import {
  cityFigures,
  cityPageFigures,
  earlierFigures,
  officeFigures,
  officesFigures,
  questionOf,
} from './figures/figure-sets.ts'
import { keptModels } from './kept-models.ts'
import { categoryModel, categoryPage } from './pages/category-page.ts'
import { type CityModel, cityModel, cityPage } from './pages/city-page.ts'
import { methodModel, methodPage } from './pages/method-page.ts'
import { officeModel, officePage } from './pages/office-page.ts'
import { officeSorts, officesModel, officesPage } from './pages/offices-page.ts'
import { readingOf } from './pages/reading.ts'
import { statisticsPaths } from './paths.ts'
import { lastAnswers, lateNow } from './queries.ts'

const MOST_LATE = 10
const MOST_ANSWERS = 5

/** Figures of the city; a question that makes no sense comes back with the usual figures and the sentence. */
export function showCity(deps: Deps): RequestHandler {
  const kept = keptModels<CityModel>()
  return async (req, res) => {
    const city = cityOf(res)
    const reading = await readingOf(deps, res)
    const { query, refused } = await askedQuery(deps, res, { ...req.query, office: '' })
    const set = await cityPageFigures(deps, city, query)
    const map = measureAsked(req.query['map'])
    const data = { query, map, set, refused }
    if (refused === null) {
      const { lang, directory } = reading
      const name = [lang, city.slug, map, questionOf(query), query.windowGiven].join(' ')
      const madeOf = [set, city, directory]
      return cityPage(
        res,
        kept(name, madeOf, () => cityModel(data, reading)),
      )
    }
    cityPage(res, cityModel(data, reading), 400)
  }
}

/** One category: its figures beside those of the city, and who handles it. */
export const showCategory =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const city = cityOf(res)
    const reading = await readingOf(deps, res)
    const category = reading.directory.categories.find(({ code }) => code === req.params['code'])
    if (category === undefined) throw new NotFound('page')
    const { from, to } = req.query
    const parsed = await parseFigureQuery(deps, city, { from, to }, deps.now())
    if (!parsed.ok) {
      res.redirect(302, statisticsPaths.city(reading.lang, city.slug, typedFields(req.query)))
      return
    }
    const query = { ...parsed.query, category: { id: category.id, code: category.code } }
    const [own, before, all, offices] = await Promise.all([
      cityFigures(deps, city, query),
      earlierFigures(deps, city, query),
      cityFigures(deps, city, parsed.query),
      officesFigures(deps, city, query),
    ])
    const beside = { before: before.body, city: all.body.figures }
    categoryPage(res, categoryModel({ category, query, own, ...beside, offices }, reading))
  }

export const listOffices =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const city = cityOf(res)
    const sort = officeSorts.find((known) => known === req.query['sort']) ?? null
    const { query, refused } = await askedQuery(deps, res, { ...req.query, office: '' })
    const set = await officesFigures(deps, city, query)
    const model = officesModel({ query, set, sort, refused }, await readingOf(deps, res))
    officesPage(res, model, refused === null ? 200 : 400)
  }

export const showOffice =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const city = cityOf(res)
    const reading = await readingOf(deps, res)
    const office = reading.directory.offices.find(({ code }) => code === req.params['code'])
    if (office === undefined) throw new NotFound('office')
    const now = deps.now()
    const asked = await askedQuery(deps, res, { ...req.query, office: '' })
    const { refused } = asked
    const query = { ...asked.query, office: { id: office.id, code: office.code } }
    const [set, late, answers, comments, calendar] = await Promise.all([
      officeFigures(deps, city, query),
      lateNow(deps, office.id, now.epochMilliseconds, MOST_LATE),
      lastAnswers(deps, office.id, MOST_ANSWERS),
      commentsOf(deps, office.id),
      calendarOf(deps, city.calendar),
    ])
    officePage(
      res,
      officeModel(
        { office, query, set, late, answers, comments, calendar, refused, now: now.epochMilliseconds },
        reading,
      ),
      refused === null ? 200 : 400,
    )
  }

export const showMethod =
  (deps: Deps): RequestHandler =>
  async (_req, res) => {
    const calendar = await calendarOf(deps, cityOf(res).calendar)
    const now = deps.now().epochMilliseconds
    methodPage(res, methodModel(calendar, now, await readingOf(deps, res)))
  }
