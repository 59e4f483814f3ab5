import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { deskCity } from '../access.ts'
import { finishCallBack, takeCallBack, tryCallBackAgain } from '../actions/settle-call-back.ts'
import { type CallBackAct, operatorPaths } from '../paths.ts'
import { deskState } from '../talk/queries.ts'
import { callBacksModel, callBacksPage } from './page.ts'
import { callBackRows, isCallBack } from './queries.ts'

const acts = { take: takeCallBack, done: finishCallBack, again: tryCallBackAgain }

export function callBackHandlers(deps: Deps) {
  const list: RequestHandler = async (req, res) => {
    const city = await deskCity(deps, res)
    const whose = { cityId: city.id, staffId: staffOf(res).id }
    const t = translateOf(res)
    const now = deps.now().epochMilliseconds
    const [state, rows] = await Promise.all([deskState(deps, whose, now), callBackRows(deps, whose)])
    const { done } = req.query
    const said = (['take', 'done', 'again', 'gone'] as const).find((one) => one === done)
    const tone = said === 'gone' ? 'warning' : 'success'
    const message =
      said === undefined ? null : ({ text: t(`operator:callBacks.said.${said}`), tone } as const)
    callBacksPage(res, callBacksModel({ filer: { t, lang: langOf(res), city }, state, rows, now, message }))
  }
  const act =
    (name: CallBackAct): RequestHandler =>
    async (req, res) => {
      const city = await deskCity(deps, res)
      const id = String(req.params['callBack'])
      const isKnown = z.uuid().safeParse(id).success && (await isCallBack(deps, { id, cityId: city.id }))
      if (!isKnown) throw new NotFound('call-back')
      const isDone = await acts[name](deps, { cityId: city.id, staffId: staffOf(res).id, id })
      res.redirect(303, operatorPaths.callBacks(city.slug, isDone ? name : 'gone'))
    }
  return { list, act }
}
