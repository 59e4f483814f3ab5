import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { joinComplaint } from '../actions/join-complaint.ts'
import { parseNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import { filerOf, nextStepOf, onDraft, onReached, stepPath, tokenOf } from './on-draft.ts'
import { checkModel, checkPage } from './pages/check.ts'
import { expiredModel, expiredPage } from './pages/ended.ts'
import { joinedModel, joinedPage } from './pages/joined.ts'
import { similarCard } from './pages/similar.ts'
import { draftByToken } from './queries.ts'
import { suspicionsOf } from './send-handlers.ts'
import { similarOf } from './similar.ts'

/** "It is this one": instead of one more complaint about the same thing. */
export function joinHandlers(deps: Deps): Record<'similar' | 'join' | 'joined', RequestHandler> {
  return {
    similar: onReached(deps, 'check', async ({ filer, draft, res }) => {
      const found = await similarOf(deps, { filer, draft })
      res.json({ similar: found.map((one) => similarCard(filer, one)) })
    }),

    join: onDraft(deps, 'check', async ({ filer, draft, req, res }) => {
      const next = nextStepOf(filer, draft.data)
      if (next !== 'check') return res.redirect(303, stepPath(filer, draft.token, next))
      const { number: typed = '', website = '' } = typedFields(req.body)
      const number = parseNumber(typed)
      const ageMs = deps.now().epochMilliseconds - draft.createdAt
      const result = number.ok
        ? await joinComplaint(deps, {
            city: filer.city,
            formToken: draft.token,
            number: number.number,
            suspicions: suspicionsOf({ website, ageMs }),
          })
        : 'ended'
      if (result === 'joined') {
        return res.redirect(303, complaintPaths.joined(filer.lang, filer.city.slug, draft.token))
      }
      if (result === 'gone') return res.redirect(303, stepPath(filer, draft.token, 'check'))
      const similar = await similarOf(deps, { filer, draft })
      checkPage(res, checkModel(filer, { draft, similar, notJoined: true }), 422)
    }),

    joined: async (req, res) => {
      const filer = await filerOf(deps, res)
      const token = tokenOf(req)
      const found = await draftByToken(deps, token)
      if (found.kind === 'joined') return joinedPage(res, joinedModel(filer, found.joined))
      if (found.kind === 'gone') return expiredPage(res, expiredModel(filer), 404)
      res.redirect(303, stepPath(filer, token, 'check'))
    },
  }
}
