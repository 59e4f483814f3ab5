import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { cityOf } from '../../../city/index.ts'
import { type Reading, readingOf } from '../reading.ts'
import { type ComplaintRow, residentsComplaint } from '../show/queries.ts'

/** The complaint of a secret link, and who reads it where. */
export type Mine = { row: ComplaintRow; token: string; reading: Reading }

/** For pages of a secret link: a wrong token is not found, whatever is wrong with it. */
export function onMine(
  deps: Deps,
  handle: (mine: Mine, http: { req: Request; res: Response }) => void | Promise<void>,
): RequestHandler {
  return async (req, res) => {
    const token = String(req.params['token'])
    const row = await residentsComplaint(deps, { cityId: cityOf(res).id, token })
    if (row === null) throw new NotFound('complaint')
    await handle({ row, token, reading: await readingOf(deps, res) }, { req, res })
  }
}
