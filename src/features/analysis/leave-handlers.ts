import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { typedFields } from '../../platform/http/form.ts'
import { cityOf, langOf, translateOf } from '../city/index.ts'
import { endWeekly } from './actions/end-weekly.ts'
import { leaveModel, leavePage } from './pages/leave-page.ts'
import { analysisPaths } from './paths.ts'
import { readerOfLink } from './reader-link.ts'

/** Ends the weekly mail: a page with one button, and the press of a mail program (RFC 8058), which gets no redirect. */
export function leaveHandlers(deps: Deps): Record<'show' | 'stop', RequestHandler> {
  const readerIn = (req: Request): number => {
    const id = readerOfLink(deps, String(req.params['week']))
    if (id === null) throw new NotFound('unsubscribe')
    return id
  }
  const answer = (req: Request, res: Response, done: boolean) => {
    const action = analysisPaths.leave(langOf(res), cityOf(res).slug, String(req.params['week']))
    leavePage(res, leaveModel({ action, done }, { t: translateOf(res) }))
  }
  return {
    show: (req, res) => {
      readerIn(req)
      answer(req, res, req.query['done'] === '1')
    },
    stop: async (req, res) => {
      await endWeekly(deps, readerIn(req))
      if (typedFields(req.body)['List-Unsubscribe'] === 'One-Click') return answer(req, res, true)
      res.redirect(303, `${req.path}?done=1`)
    },
  }
}
