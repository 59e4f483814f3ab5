import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { sayComment } from '../actions/say-comment.ts'
import { statisticsPaths } from '../paths.ts'
import { CommentForm } from './form.ts'
import { type CommentData, commentModel, commentPage } from './page.ts'
import { commentsOf } from './queries.ts'

/** The words of an office beside its figures, written by its heads alone. */
export function commentHandlers(deps: Deps): Record<'show' | 'say' | 'takeBack', RequestHandler> {
  const send = async (res: Response, place: Led, form: CommentData['form']) => {
    const said = await commentsOf(deps, place.office.id)
    const model = commentModel({ ...place, said, form }, { lang: langOf(res), t: translateOf(res) })
    commentPage(res, model, form === null ? 200 : 422)
  }
  const write = async (res: Response, { office, city }: Led, texts: ReturnType<typeof CommentForm.parse>) => {
    const by = {
      ...{ cityId: city.id, officeId: office.id, officeCode: office.code },
      staffId: staffOf(res).id,
    }
    await sayComment(deps, { ...by, ...texts, at: deps.now().epochMilliseconds })
    res.redirect(303, statisticsPaths.officeComment(office.id))
  }
  return {
    show: async (req, res) => send(res, await ledOffice(deps, req, res), null),

    say: async (req, res) => {
      const place = await ledOffice(deps, req, res)
      const parsed = parseForm(CommentForm, req.body)
      if (!parsed.ok) return send(res, place, parsed.form)
      await write(res, place, parsed.value)
    },

    takeBack: async (req, res) =>
      write(res, await ledOffice(deps, req, res), { textKk: '', textRu: '', textEn: '' }),
  }
}

type Led = Awaited<ReturnType<typeof ledOffice>>

/** The office of the address, if this person is its head; anything else is not there. */
async function ledOffice(deps: Deps, req: Request, res: Response) {
  const id = Number(req.params['officeId'])
  const role = staffOf(res).roles.find((one) => one.role === 'head' && one.officeId === id)
  const city = role === undefined ? null : await cityById(deps, role.cityId)
  const office =
    city === null ? undefined : (await directoryOf(deps, city.id)).offices.find((one) => one.id === id)
  if (city === null || office === undefined) throw new NotFound('office')
  return { city, office }
}
