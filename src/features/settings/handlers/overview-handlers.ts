import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { dayToDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { staffOf } from '../../accounts/index.ts'
import { calendarOf, cities, langOf, nameIn, translateOf } from '../../city/index.ts'
import { cancelPlanned } from '../actions/plan-change.ts'
import { undoChange } from '../actions/undo-change.ts'
import { newDays } from '../first-steps.ts'
import { historyModel, historyPage, plannedModel, plannedPage } from '../pages/history-page.ts'
import { citiesPage, homeModel, homePage } from '../pages/home-page.ts'
import { listModel, listPage } from '../pages/list-page.ts'
import { settingsPaths, withDone } from '../paths.ts'
import { administeredCities, changesOf, overviewOf, plannedOf } from '../queries.ts'
import { coverageOf, gapsIn } from '../routing.ts'
import { storeOf } from '../stores/index.ts'
import { CannotWrite } from '../stores/store.ts'
import { type ListKind, type ThingKind, thingKinds } from '../thing.ts'
import { todayIn } from '../today.ts'
import { aroundOf } from './place.ts'
import { doneOf } from './thing-handlers.ts'

/** The first pages: all settings, lists of things, who changed what, what is to come. */
export function overviewHandlers(deps: Deps) {
  const start: RequestHandler = async (_req, res) => {
    const mine = administeredCities(staffOf(res))
    const all = (await cities(deps)).filter(({ id }) => mine.includes(id))
    const [only] = all
    if (only === undefined) throw new NotFound('settings')
    if (all.length === 1) return res.redirect(303, settingsPaths.home(only.slug))
    const [lang, t] = [langOf(res), translateOf(res)]
    citiesPage(res, {
      page: { title: t('settings:home.choose'), noindex: true },
      cities: all.map(({ slug, names }) => ({ href: settingsPaths.home(slug), name: nameIn(names, lang) })),
    })
  }

  const home: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    const { city } = around
    const at = deps.now().epochMilliseconds
    const today = todayIn(city, at)
    const [overview, calendar] = await Promise.all([
      overviewOf(deps, city.id, dayToDate(today)),
      calendarOf(deps, city.calendar),
    ])
    const gaps = gapsIn(coverageOf(around))
    const isNew = !city.demo && at - city.openedAt < newDays * 86_400_000
    const years = new Set([...calendar.off].map((day) => Number(day.slice(0, 4))))
    const { q } = req.query
    homePage(
      res,
      homeModel({
        around,
        overview,
        gaps,
        beginnings: isNew ? { ...overview, gaps, years, thisYear: Number(today.slice(0, 4)) } : null,
        query: typeof q === 'string' ? q.slice(0, 100) : '',
      }),
    )
  }

  const list =
    (kind: ListKind): RequestHandler =>
    async (req, res) => {
      const around = await aroundOf(deps, req, res)
      const docs = await storeOf(kind).all(deps.db, around.city.id)
      const today = todayIn(around.city, deps.now().epochMilliseconds)
      listPage(res, listModel({ around, kind, docs, today, done: doneOf(req) }))
    }

  const history: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    const of = thingAsked(req)
    const rows = await changesOf(deps, around.city.id, { ...(of ?? {}), ...olderThan(req) })
    historyPage(res, historyModel({ around, of, rows, done: doneOf(req) }))
  }

  const undo: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    const changeId = idOf(req, 'change')
    try {
      const isUndone = await undoChange(deps, { staff: staffOf(res), city: around.city, changeId })
      res.redirect(303, withDone(settingsPaths.history(around.city.slug), isUndone ? 'undone' : 'same'))
    } catch (error) {
      if (!(error instanceof CannotWrite || error instanceof Conflict)) throw error
      const reason = error instanceof CannotWrite ? error.reason : 'settings:conflict'
      const rows = await changesOf(deps, around.city.id)
      historyPage(res, historyModel({ around, of: null, rows, refusal: around.t(reason) }), 422)
    }
  }

  const planned: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    plannedPage(res, plannedModel(around, await plannedOf(deps, around.city.id), doneOf(req)))
  }

  const cancel: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    await cancelPlanned(deps, { city: around.city, id: idOf(req, 'planned') })
    res.redirect(303, withDone(settingsPaths.planned(around.city.slug), 'cancelled'))
  }

  return { start, home, list, history, undo, planned, cancel }
}

const Id = z.coerce.number().int().min(1).max(2_147_483_647)

/** The number in the address of a change. */
export function idOf(req: Request, name: 'change' | 'planned'): number {
  const id = Id.safeParse(req.params[name])
  if (!id.success) throw new NotFound(name)
  return id.data
}

function olderThan(req: Request): { before?: number } {
  const before = Id.safeParse(req.query['before'])
  return before.success ? { before: before.data } : {}
}

const Asked = z.object({ kind: z.enum(thingKinds), key: z.string().max(100) })

function thingAsked(req: Request): { kind: ThingKind; key: string } | null {
  const asked = Asked.safeParse(req.query)
  return asked.success ? asked.data : null
}
