import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { parseForm } from '../../../../platform/http/form.ts'
import type { TextKey } from '../../../../platform/i18n/text-key.ts'
import { staffOf } from '../../../accounts/index.ts'
import { langOf, translateOf } from '../../../city/index.ts'
import { leadPlace } from '../handlers.ts'
import { leadScopes } from '../scope.ts'
import { markAnswer, marks } from './mark-answer.ts'
import { type QualityTrouble, qualityModel, qualityPage } from './page.ts'
import { samplesOf } from './queries.ts'
import { drawnWeek } from './week.ts'

const key = (name: TextKey) => name

const MarkForm = z
  .object({
    mark: z.enum(marks, { error: key('dashboard:error.markMissing') }),
    note: z.string().trim().max(1000, key('desk:error.textLong')).default(''),
  })
  .refine(({ mark, note }) => mark === 'good' || note.length >= 5, {
    path: ['note'],
    error: key('dashboard:error.noteMissing'),
  })

export const qualityHandlers = (deps: Deps): Record<'list' | 'mark', RequestHandler> => ({
  list: (req, res) => sendQuality(deps, req, res, null),

  mark: async (req, res) => {
    const staff = staffOf(res)
    const id = Number(req.params['sample'])
    const scopes = leadScopes(staff)
    const isOwn = Number.isInteger(id) && id < 2_147_483_648 && (await isWithin(deps, id, scopes))
    if (!isOwn) throw new NotFound('answer')
    const parsed = parseForm(MarkForm, req.body)
    if (!parsed.ok) return sendQuality(deps, req, res, { id, ...parsed.form })
    await markAnswer(deps, {
      id,
      scopes,
      staffId: staff.id,
      ...parsed.value,
      at: deps.now().epochMilliseconds,
    })
    const { path, query } = backOf(req)
    res.redirect(303, `${path}${query}#sample-${id}`)
  },
})

/** The list from which the form came, with its scope. */
function backOf(req: Request): { path: string; query: string } {
  const query = new URL(req.originalUrl, 'http://portal.invalid').search
  return { path: req.path.replace(/\/\d+$/, ''), query }
}

async function isWithin({ db }: Deps, id: number, scopes: ReturnType<typeof leadScopes>): Promise<boolean> {
  const found = await db.answerSample.count({
    where: {
      id,
      OR: scopes.map(({ cityId, officeId }) => ({ cityId, ...(officeId === null ? {} : { officeId }) })),
    },
  })
  return found > 0
}

async function sendQuality(
  deps: Deps,
  req: Request,
  res: Response,
  trouble: QualityTrouble | null,
): Promise<void> {
  const around = await leadPlace(deps, res, req.query)
  const week = drawnWeek(deps.now(), around.place.city.timeZone)
  const rows = await samplesOf(deps, around.scope, week)
  const model = qualityModel({ ...around, week, rows, trouble, lang: langOf(res), t: translateOf(res) })
  qualityPage(res, model, trouble === null ? 200 : 422)
}
