import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { staffOf } from '../../accounts/index.ts'
import { cityById, langOf, translateOf } from '../../city/index.ts'
import { GuideChanged } from '../actions/guide-act.ts'
import { handleRequest } from '../actions/move-request.ts'
import { guideStaffPaths } from '../paths.ts'
import { requestCities } from '../rules.ts'
import { RequestForm } from './forms.ts'
import {
  type StaffRequestInput,
  staffRequestModel,
  staffRequestPage,
  staffRequestsModel,
  staffRequestsPage,
} from './pages/requests-page.ts'
import { staffGuides, staffRequest, staffRequests } from './queries.ts'
import { doneOf } from './scope.ts'

/** What people asked for: taken up, answered by a guide, or declined with a reason. */
export function requestHandlers(deps: Deps): Record<'list' | 'show' | 'move', RequestHandler> {
  const citiesOf = (res: Response) => {
    const ids = requestCities(staffOf(res))
    if (ids.length === 0) throw new NotFound('requests')
    return ids
  }

  const inputOf = async (
    req: Request,
    res: Response,
  ): Promise<{ input: StaffRequestInput; timeZone: string }> => {
    const request = await staffRequest(deps, citiesOf(res), Number(req.params['asked']))
    const city = request && (await cityById(deps, request.cityId))
    if (request === null || city === null) throw new NotFound('request')
    const rows = await staffGuides(deps, [city.id], new Date(deps.now().epochMilliseconds))
    const guides = rows.map(({ id, slug, texts }) => ({
      id,
      title:
        [langOf(res), ...langs]
          .map((lang) => texts.find((text) => text.lang === lang)?.title)
          .find(Boolean) ?? slug,
      published: texts.some(({ state }) => state === 'published'),
    }))
    return { input: { request, citySlug: city.slug, guides }, timeZone: city.timeZone }
  }

  return {
    list: async (req, res) => {
      const ids = citiesOf(res)
      const [first = 0] = ids
      const [rows, city] = await Promise.all([staffRequests(deps, ids), cityById(deps, first)])
      const speaking = { t: translateOf(res), lang: langOf(res), timeZone: city?.timeZone ?? 'UTC' }
      staffRequestsPage(res, staffRequestsModel({ rows, done: doneOf(req) }, speaking))
    },

    show: async (req, res) => {
      const { input, timeZone } = await inputOf(req, res)
      staffRequestPage(res, staffRequestModel(input, { t: translateOf(res), lang: langOf(res), timeZone }))
    },

    move: async (req, res) => {
      const { input, timeZone } = await inputOf(req, res)
      const speaking = { t: translateOf(res), lang: langOf(res), timeZone }
      const again = (more: Partial<StaffRequestInput>, status: number) =>
        staffRequestPage(res, staffRequestModel({ ...input, ...more }, speaking), status)
      const typed = typedFields(req.body)
      const parsed = parseForm(RequestForm, req.body)
      if (!parsed.ok) return again({ back: parsed.form }, 422)
      const { version: seenVersion, state, title, reason, guide } = parsed.value
      const chosen = input.guides.find(({ id }) => id === guide)
      if (guide !== null && chosen === undefined)
        return again({ back: { typed, errors: { guide: 'writing:error.guide' } } }, 422)
      if (state === 'published' && chosen?.published !== true)
        return again({ back: { typed, errors: { guide: 'writing:error.guideUnpublished' } } }, 422)
      try {
        await handleRequest(deps, {
          ...{ requestId: input.request.id, cityId: input.request.cityId, staffId: staffOf(res).id },
          ...{ seenVersion, state, reason, guideId: guide, title: title === '' ? null : title },
        })
      } catch (error) {
        if (!(error instanceof GuideChanged)) throw error
        const { input: fresh } = await inputOf(req, res)
        return staffRequestPage(res, staffRequestModel({ ...fresh, problem: 'conflict' }, speaking), 409)
      }
      res.redirect(303, guideStaffPaths.requests('moved'))
    },
  }
}
