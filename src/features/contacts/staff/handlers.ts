import type { RequestHandler, Response } from 'express'
import { newToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { staffOf } from '../../accounts/index.ts'
import { type City, cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { allKeptOf, contactCityIds, keepingOf } from '../access.ts'
import { addDuty, endDuty } from '../actions/keep-duty.ts'
import { handleProblem } from '../actions/report-problem.ts'
import { addUtility, removeUtility, saveUtility, type UtilityFields } from '../actions/save-utility.ts'
import { contactPaths } from '../paths.ts'
import { dutiesAhead, openProblems, utilitiesOf, utilityById } from '../queries.ts'
import { deskModel, deskPage } from './desk-page.ts'
import { dutyModel, dutyPage } from './duty-page.ts'
import { dutyForm, type UtilityTyped, utilityForm } from './forms.ts'
import { typedOf, utilityModel, utilityPage } from './utility-page.ts'

const idIn = (res: Response, name: string): number => Number(res.req.params[name]) || 0

export function deskHandlers(deps: Deps): Record<'start' | 'show' | 'handled', RequestHandler> {
  return {
    start: async (_req, res) => {
      const [first] = contactCityIds(staffOf(res))
      const city = first === undefined ? null : await cityById(deps, first)
      if (city === null) throw new NotFound('contacts')
      res.redirect(303, contactPaths.desk(city.slug))
    },

    show: async (req, res) => {
      const { city, offices } = await keepingOf(deps, res)
      const isAll = offices === null
      const [utilities, duties, problems, directory] = await Promise.all([
        isAll ? utilitiesOf(deps, city.id) : [],
        dutiesAhead(deps, { cityId: city.id, offices }),
        isAll ? openProblems(deps, city.id) : [],
        directoryOf(deps, city.id),
      ])
      const said = (['saved', 'removed', 'ended', 'handled'] as const).find(
        (one) => one === req.query['done'],
      )
      const around = { city, lang: langOf(res), t: translateOf(res), said: said ?? null }
      deskPage(res, deskModel({ ...around, isAll, utilities, duties, problems, directory, now: deps.now() }))
    },

    handled: async (_req, res) => {
      const { city, staff } = await allKeptOf(deps, res)
      await handleProblem(deps, { cityId: city.id, staffId: staff.id, id: idIn(res, 'problem') })
      res.redirect(303, contactPaths.desk(city.slug, 'handled'))
    },
  }
}

export function utilityHandlers(
  deps: Deps,
): Record<'fresh' | 'add' | 'show' | 'save' | 'remove', RequestHandler> {
  const today = (city: City) => localDate(deps.now(), city.timeZone).toString()
  const around = (res: Response, city: City) => ({ city, lang: langOf(res), t: translateOf(res) })
  const found = async (res: Response, cityId: number) => {
    const utility = await utilityById(deps, { cityId, id: idIn(res, 'utility') })
    if (utility === null) throw new NotFound('utility')
    return utility
  }
  return {
    fresh: async (_req, res) => {
      const { city } = await allKeptOf(deps, res)
      utilityPage(res, utilityModel({ ...around(res, city), utility: null, typed: { key: newToken() } }))
    },

    add: async (req, res) => {
      const { city, staff } = await allKeptOf(deps, res)
      const parsed = parseForm(utilityForm(city, today(city)), req.body)
      if (!parsed.ok) {
        return utilityPage(res, utilityModel({ ...around(res, city), utility: null, ...parsed.form }), 422)
      }
      const { key } = parsed.value
      const adding = { cityId: city.id, staffId: staff.id, formKey: formKeyOf(req, key) }
      await addUtility(deps, { ...adding, fields: fieldsOf(parsed.value) })
      res.redirect(303, contactPaths.desk(city.slug, 'saved'))
    },

    show: async (_req, res) => {
      const { city } = await allKeptOf(deps, res)
      const utility = await found(res, city.id)
      utilityPage(res, utilityModel({ ...around(res, city), utility, typed: typedOf(utility) }))
    },

    save: async (req, res) => {
      const { city, staff } = await allKeptOf(deps, res)
      const utility = await found(res, city.id)
      const parsed = parseForm(utilityForm(city, today(city)), req.body)
      if (!parsed.ok) {
        return utilityPage(res, utilityModel({ ...around(res, city), utility, ...parsed.form }), 422)
      }
      const { version } = parsed.value
      const change = { cityId: city.id, staffId: staff.id, id: utility.id, version }
      if (await saveUtility(deps, { ...change, fields: fieldsOf(parsed.value) })) {
        return res.redirect(303, contactPaths.desk(city.slug, 'saved'))
      }
      const latest = await found(res, city.id)
      const typed = { ...typedFields(req.body), version: String(latest.version) }
      utilityPage(res, utilityModel({ ...around(res, city), utility: latest, typed, isConflict: true }), 409)
    },

    remove: async (req, res) => {
      const { city, staff } = await allKeptOf(deps, res)
      const utility = await found(res, city.id)
      const version = Number(typedFields(req.body)['version']) || 0
      const change = { cityId: city.id, staffId: staff.id, id: utility.id, version }
      if (await removeUtility(deps, change)) {
        return res.redirect(303, contactPaths.desk(city.slug, 'removed'))
      }
      const latest = await found(res, city.id)
      const shown = { utility: latest, typed: typedOf(latest), isConflict: true }
      utilityPage(res, utilityModel({ ...around(res, city), ...shown }), 409)
    },
  }
}

const fieldsOf = (typed: UtilityTyped): UtilityFields => ({
  service: typed.service,
  names: { kk: typed.nameKk, ru: typed.nameRu, en: typed.nameEn },
  about: { kk: typed.aboutKk, ru: typed.aboutRu, en: typed.aboutEn },
  emergencyPhones: typed.emergencyPhones,
  officePhones: typed.officePhones,
  address: { kk: typed.addressKk, ru: typed.addressRu, en: typed.addressEn },
  point: typed.point,
  hours: typed.hours,
  checkedOn: typed.checkedOn,
})

export function dutyHandlers(deps: Deps): Record<'fresh' | 'add' | 'end', RequestHandler> {
  const mine = async (res: Response) => {
    const keeping = await keepingOf(deps, res)
    const directory = await directoryOf(deps, keeping.city.id)
    const offices = directory.offices.filter(
      ({ id, current }) => current && (keeping.offices === null || keeping.offices.includes(id)),
    )
    return { ...keeping, offices, kept: keeping.offices }
  }
  return {
    fresh: async (_req, res) => {
      const { city, offices } = await mine(res)
      const typed = { key: newToken(), fromDay: localDate(deps.now(), city.timeZone).toString() }
      dutyPage(res, dutyModel({ city, lang: langOf(res), t: translateOf(res), offices, typed }))
    },

    add: async (req, res) => {
      const { city, staff, offices } = await mine(res)
      const ids = offices.map(({ id }) => id)
      const parsed = parseForm(dutyForm(city, ids), req.body)
      if (!parsed.ok) {
        const around = { city, lang: langOf(res), t: translateOf(res), offices }
        return dutyPage(res, dutyModel({ ...around, ...parsed.form }), 422)
      }
      const { key, office, positionKk, positionRu, positionEn, ...rest } = parsed.value
      const position = { kk: positionKk, ru: positionRu, en: positionEn }
      const where = { cityId: city.id, officeId: office }
      await addDuty(deps, { ...rest, ...where, position, staffId: staff.id, formKey: formKeyOf(req, key) })
      res.redirect(303, contactPaths.desk(city.slug, 'saved'))
    },

    end: async (_req, res) => {
      const { city, staff, offices } = await keepingOf(deps, res)
      const asked = { cityId: city.id, staffId: staff.id, id: idIn(res, 'duty'), offices }
      if (!(await endDuty(deps, asked))) throw new NotFound('duty')
      res.redirect(303, contactPaths.desk(city.slug, 'ended'))
    },
  }
}
