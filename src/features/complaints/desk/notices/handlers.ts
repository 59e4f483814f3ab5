import type { RequestHandler } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { typedFields } from '../../../../platform/http/form.ts'
import { staffOf } from '../../../accounts/index.ts'
import { langOf, translateOf } from '../../../city/index.ts'
import { chooseDailyMail, putNoticesAside } from '../../actions/staff-notices.ts'
import { placesOf } from '../../inbox/place.ts'
import { deskPaths } from '../../paths.ts'
import { noticesModel, noticesPage } from './page.ts'
import { noticesOf } from './queries.ts'

export function show(deps: Deps): RequestHandler {
  return async (req, res) => {
    const staff = staffOf(res)
    const [found, places] = await Promise.all([noticesOf(deps, staff), placesOf(deps, staff)])
    const around = { places, lang: langOf(res), t: translateOf(res), now: deps.now().epochMilliseconds }
    noticesPage(res, noticesModel({ found, ...around, done: req.query['done'] === '1' }))
  }
}

export function putAside(deps: Deps): RequestHandler {
  return async (_req, res) => {
    await putNoticesAside(deps, staffOf(res).id, deps.now().epochMilliseconds)
    res.redirect(303, deskPaths.notices())
  }
}

export function chooseMails(deps: Deps): RequestHandler {
  return async (req, res) => {
    const digest = typedFields(req.body)['digest'] === '1'
    const at = deps.now().epochMilliseconds
    await chooseDailyMail(deps, { staffId: staffOf(res).id, digest, at })
    res.redirect(303, deskPaths.notices(true))
  }
}
