import type { RequestHandler } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { staffOf } from '../../../accounts/index.ts'
import { translateOf } from '../../../city/index.ts'
import { mayDo } from '../../desk/possible-acts.ts'
import { reachable } from '../../desk/queries.ts'
import { parseNumber } from '../../number.ts'
import { signAnswering } from './sign-answering.ts'

/** The editor of an answer is open: everybody else is told, and this person of somebody else. */
export const answering =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    const staff = staffOf(res)
    const number = parseNumber(String(req.params['number']))
    const found = number.ok ? await reachable(deps, staff, number.number) : null
    if (found === null || !mayDo('answer', staff, found)) throw new NotFound('complaint')
    const at = deps.now().epochMilliseconds
    const name = await signAnswering(deps, { complaintId: found.id, staffId: staff.id, at })
    res.json({ text: name === null ? null : translateOf(res)('inbox:answering', { name }) })
  }
