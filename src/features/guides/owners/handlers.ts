import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { cityOf, langOf, translateOf } from '../../city/index.ts'
import { chooseOwnerLetters } from '../actions/choose-owner-letters.ts'
import { leaveOwnerLetters } from '../actions/leave-owner-letters.ts'
import { guidePaths, guideStaffPaths } from '../paths.ts'
import { requestCities } from '../rules.ts'
import { leaveLettersModel, leaveLettersPage } from './leave-page.ts'
import { ownerOfLink } from './letter.ts'

const LettersForm = z.object({ act: z.enum(['start', 'stop']) })

/** The daily letter about the own guides: chosen on the list of staff, ended by its link (RFC 8058) without signing in. */
export function ownerLetterHandlers(deps: Deps): Record<'choose' | 'show' | 'leave', RequestHandler> {
  const ownerIn = (req: Request) => {
    const owner = ownerOfLink(deps, String(req.params['letters']))
    if (owner === null) throw new NotFound('unsubscribe')
    return owner
  }
  const answer = (req: Request, res: Response, done: boolean) => {
    const action = guidePaths.leaveLetters(langOf(res), cityOf(res).slug, String(req.params['letters']))
    leaveLettersPage(res, leaveLettersModel({ action, done }, { t: translateOf(res) }))
  }
  return {
    choose: async (req, res) => {
      const staff = staffOf(res)
      const cityIds = requestCities(staff)
      if (cityIds.length === 0) throw new NotFound('letters')
      const parsed = parseForm(LettersForm, req.body)
      // No page of ours sends anything else: nothing happens, and the list is shown.
      if (!parsed.ok) return res.redirect(303, guideStaffPaths.list())
      const wanted = parsed.value.act === 'start'
      await chooseOwnerLetters(deps, { staffId: staff.id, cityIds, wanted })
      res.redirect(303, guideStaffPaths.list({ done: wanted ? 'letters' : 'noLetters' }))
    },
    show: (req, res) => {
      ownerIn(req)
      answer(req, res, req.query['done'] === '1')
    },
    leave: async (req, res) => {
      await leaveOwnerLetters(deps, ownerIn(req))
      if (typedFields(req.body)['List-Unsubscribe'] === 'One-Click') return answer(req, res, true)
      res.redirect(303, `${req.path}?done=1`)
    },
  }
}
