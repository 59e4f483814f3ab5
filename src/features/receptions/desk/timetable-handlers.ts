import type { RequestHandler, Response } from 'express'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { staffOf } from '../../accounts/index.ts'
import { type City, calendarOf, cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { bodyFor, type Desk, deskOf, idIn, promiseScope, receptionCityIds } from '../access.ts'
import { addBody, type BodyFields, saveBody } from '../actions/save-body.ts'
import { addSeries, endSeries, type SeriesFields, saveSeries } from '../actions/save-series.ts'
import { receptionDeskPaths } from '../paths.ts'
import { type Body, timetableOf } from '../queries.ts'
import type { Place } from '../reading.ts'
import {
  bodiesDeskModel,
  bodiesDeskPage,
  bodyFormModel,
  bodyFormPage,
  seriesModel,
  seriesPage,
  typedBody,
  typedSeries,
  usualSeries,
} from './bodies-page.ts'
import { countCalls } from './call-queries.ts'
import { bodyForm, SeriesForm, type TypedBody, type TypedSeries } from './forms.ts'
import { homeModel, homePage } from './home-page.ts'
import { promisesOf, seriesById, seriesOfBodies } from './queries.ts'

const mostAhead = 60

export const around = (deps: Pick<Deps, 'now'>, res: Response, city: City): Place => ({
  ...{ city, lang: langOf(res), t: translateOf(res), now: deps.now() },
})
export const doneIn = ({ req }: Response): string =>
  typeof req.query['done'] === 'string' ? req.query['done'] : ''
const todayIn = (deps: Pick<Deps, 'now'>, city: City) => localDate(deps.now(), city.timeZone).toString()

export function homeHandlers(deps: Deps): Record<'start' | 'home', RequestHandler> {
  return {
    start: async (_req, res) => {
      const [first] = receptionCityIds(staffOf(res))
      const city = first === undefined ? null : await cityById(deps, first)
      if (city === null) throw new NotFound('receptions')
      res.redirect(303, receptionDeskPaths.home(city.slug))
    },

    home: async (_req, res) => {
      const desk = await deskOf(deps, res)
      const { city, bodies, may } = desk
      const bodyIds = bodies.map(({ id }) => id)
      const today = todayIn(deps, city)
      const workIds = bodies.filter((body) => may('work', body)).map(({ id }) => id)
      const at = deps.now().epochMilliseconds
      const [rows, promises, calls] = await Promise.all([
        timetableOf(deps, { cityId: city.id, bodyIds, from: today, to: null, limit: mostAhead }),
        promisesOf(deps, promiseScope(desk)),
        countCalls(deps, { cityId: city.id, bodyIds: workIds, at }),
      ])
      const queues = bodies.filter((body) => body.queueLetter !== null && may('work', body))
      const shown = { rows, bodies, queues, promises: promises.open, calls, today, done: doneIn(res) }
      homePage(res, homeModel({ ...around(deps, res, city), ...shown }))
    },
  }
}

const isAdmin = ({ city, staff }: Desk): boolean =>
  staff.roles.some(({ cityId, role }) => cityId === city.id && role === 'city_admin')

export function bodyHandlers(deps: Deps): Record<'list' | 'fresh' | 'add' | 'show' | 'save', RequestHandler> {
  const offices = async (desk: Desk) => {
    const { offices: all } = await directoryOf(deps, desk.city.id)
    const own = new Set(desk.staff.roles.map(({ officeId }) => officeId))
    return all.filter(({ id, current }) => current && (isAdmin(desk) || own.has(id)))
  }
  const adminDesk = async (res: Response): Promise<Desk> => {
    const desk = await deskOf(deps, res)
    if (!isAdmin(desk)) throw new NotFound('bodies')
    return desk
  }
  return {
    list: async (_req, res) => {
      const desk = await deskOf(deps, res)
      const { city, bodies, may } = desk
      const series = await seriesOfBodies(
        deps,
        bodies.map(({ id }) => id),
      )
      const mayManage = (body: Body) => may('manage', body)
      const shown = { bodies, series, mayManage, isAdmin: isAdmin(desk), done: doneIn(res) }
      bodiesDeskPage(res, bodiesDeskModel({ ...around(deps, res, city), ...shown }))
    },

    fresh: async (_req, res) => {
      const desk = await adminDesk(res)
      const shown = { body: null, offices: await offices(desk), typed: { key: newToken() } }
      bodyFormPage(res, bodyFormModel({ ...around(deps, res, desk.city), ...shown }))
    },

    add: async (req, res) => {
      const desk = await adminDesk(res)
      const { city, staff } = desk
      const mine = await offices(desk)
      const parsed = parseForm(
        bodyForm(
          city,
          mine.map(({ id }) => id),
        ),
        req.body,
      )
      if (!parsed.ok) {
        const shown = { body: null, offices: mine, ...parsed.form }
        return bodyFormPage(res, bodyFormModel({ ...around(deps, res, city), ...shown }), 422)
      }
      const adding = { cityId: city.id, staffId: staff.id, formKey: formKeyOf(req, parsed.value.key) }
      await addBody(deps, { ...adding, fields: bodyFieldsOf(parsed.value) })
      res.redirect(303, receptionDeskPaths.bodies(city.slug, 'saved'))
    },

    show: async (_req, res) => {
      const desk = await deskOf(deps, res)
      const body = bodyFor(desk, idIn(res, 'body'), 'manage')
      const shown = { body, offices: await offices(desk), typed: typedBody(body) }
      bodyFormPage(res, bodyFormModel({ ...around(deps, res, desk.city), ...shown }))
    },

    save: async (req, res) => {
      const desk = await deskOf(deps, res)
      const { city, staff } = desk
      const body = bodyFor(desk, idIn(res, 'body'), 'manage')
      const mine = await offices(desk)
      const parsed = parseForm(
        bodyForm(
          city,
          mine.map(({ id }) => id),
        ),
        req.body,
      )
      if (!parsed.ok) {
        const shown = { body, offices: mine, ...parsed.form }
        return bodyFormPage(res, bodyFormModel({ ...around(deps, res, city), ...shown }), 422)
      }
      const { version } = parsed.value
      // A head keeps the body with the own office.
      const officeId = isAdmin(desk) ? parsed.value.office : body.officeId
      const fields = { ...bodyFieldsOf(parsed.value), officeId }
      if (await saveBody(deps, { cityId: city.id, staffId: staff.id, id: body.id, version, fields })) {
        return res.redirect(303, receptionDeskPaths.bodies(city.slug, 'saved'))
      }
      const latest = bodyFor(await deskOf(deps, res), body.id, 'manage')
      const typed = { ...typedFields(req.body), version: String(latest.version) }
      const shown = { body: latest, offices: mine, typed, isConflict: true }
      bodyFormPage(res, bodyFormModel({ ...around(deps, res, city), ...shown }), 409)
    },
  }
}

const bodyFieldsOf = (typed: TypedBody): BodyFields => ({
  kind: typed.kind,
  names: { kk: typed.nameKk, ru: typed.nameRu, en: typed.nameEn },
  about: { kk: typed.aboutKk, ru: typed.aboutRu, en: typed.aboutEn },
  address: { kk: typed.addressKk, ru: typed.addressRu, en: typed.addressEn },
  ...{ phones: typed.phones, hours: typed.hours },
  ...{ officeId: typed.office, queueLetter: typed.queueLetter },
})

export function seriesHandlers(
  deps: Deps,
): Record<'fresh' | 'add' | 'show' | 'save' | 'end', RequestHandler> {
  const found = async (res: Response) => {
    const desk = await deskOf(deps, res)
    const bodyIds = desk.bodies.map(({ id }) => id)
    const series = await seriesById(deps, { id: idIn(res, 'series'), bodyIds })
    if (series === null) throw new NotFound('series')
    return { ...desk, series, body: bodyFor(desk, series.bodyId, 'manage') }
  }
  const conflict = async (res: Response, typed: Record<string, string>) => {
    const { city, series, body } = await found(res)
    const shown = { body, series, isConflict: true, typed: { ...typed, version: String(series.version) } }
    seriesPage(res, seriesModel({ ...around(deps, res, city), ...shown }), 409)
  }
  return {
    fresh: async (_req, res) => {
      const desk = await deskOf(deps, res)
      const body = bodyFor(desk, idIn(res, 'body'), 'manage')
      const shown = {
        body,
        series: null,
        typed: { ...usualSeries(todayIn(deps, desk.city)), key: newToken() },
      }
      seriesPage(res, seriesModel({ ...around(deps, res, desk.city), ...shown }))
    },

    add: async (req, res) => {
      const desk = await deskOf(deps, res)
      const { city, staff } = desk
      const body = bodyFor(desk, idIn(res, 'body'), 'manage')
      const parsed = parseForm(SeriesForm, req.body)
      if (!parsed.ok) {
        const shown = { body, series: null, ...parsed.form }
        return seriesPage(res, seriesModel({ ...around(deps, res, city), ...shown }), 422)
      }
      const calendar = await calendarOf(deps, city.calendar)
      const saving = { city, calendar, staffId: staff.id, fields: seriesFieldsOf(parsed.value) }
      await addSeries(deps, { ...saving, bodyId: body.id, formKey: formKeyOf(req, parsed.value.key) })
      res.redirect(303, receptionDeskPaths.bodies(city.slug, 'saved'))
    },

    show: async (_req, res) => {
      const { city, series, body } = await found(res)
      const shown = { body, series, typed: typedSeries(series) }
      seriesPage(res, seriesModel({ ...around(deps, res, city), ...shown }))
    },

    save: async (req, res) => {
      const { city, staff, series, body } = await found(res)
      const parsed = parseForm(SeriesForm, req.body)
      if (!parsed.ok) {
        const shown = { body, series, ...parsed.form }
        return seriesPage(res, seriesModel({ ...around(deps, res, city), ...shown }), 422)
      }
      const calendar = await calendarOf(deps, city.calendar)
      const { version } = parsed.value
      const saving = { city, calendar, staffId: staff.id, fields: seriesFieldsOf(parsed.value) }
      if (!(await saveSeries(deps, { ...saving, id: series.id, version }))) {
        return conflict(res, typedFields(req.body))
      }
      res.redirect(303, receptionDeskPaths.bodies(city.slug, 'saved'))
    },

    end: async (req, res) => {
      const { city, staff, series } = await found(res)
      const version = Number(typedFields(req.body)['version']) || 0
      const ending = { id: series.id, city, staffId: staff.id, version }
      if (!(await endSeries(deps, ending))) return conflict(res, typedSeries(series))
      res.redirect(303, receptionDeskPaths.bodies(city.slug, 'ended'))
    },
  }
}

const seriesFieldsOf = (typed: TypedSeries): SeriesFields => ({
  position: { kk: typed.positionKk, ru: typed.positionRu, en: typed.positionEn },
  person: typed.person,
  place: { kk: typed.placeKk, ru: typed.placeRu, en: typed.placeEn },
  ...{ weekdays: typed.weekdays, weeks: typed.weeks, startsAt: typed.startsAt },
  ...{ slotMinutes: typed.slotMinutes, slots: typed.slots, placesPerSlot: typed.placesPerSlot },
  ...{ waitingMost: typed.waitingMost, opensDays: typed.opensDays, closesHours: typed.closesHours },
  ...{ onHoliday: typed.onHoliday, validFrom: typed.validFrom, validTo: typed.validTo },
})
