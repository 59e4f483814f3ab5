import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { cities } from '../../city/index.ts'
import {
  deviceTokens,
  forgetOnDevice,
  type OwnComplaint,
  ownComplaintsByEmail,
  ownComplaintsByToken,
  readingOf,
} from '../../complaints/index.ts'
import type { Asking } from '../asking.ts'
import { MyForm } from '../forms.ts'
import { type MyData, myModel, myPage } from '../pages/my.ts'
import { followingPaths } from '../paths.ts'
import { beginRequest, isOver, requestByToken } from '../requests.ts'

/** The reports of this browser, and by a mailed link those of an address. */
export function myHandlers(
  deps: Deps,
  { ticket, refusal }: Asking,
): Record<'show' | 'ask' | 'byMail' | 'forget', RequestHandler> {
  type More = Pick<MyData, 'of' | 'done' | 'form'> & { complaints: OwnComplaint[] }
  async function show(res: Response, more: More, status = 200) {
    const slugs = new Map((await cities(deps)).map(({ id, slug }) => [id, slug]))
    const slugOf = (cityId: number) => slugs.get(cityId) ?? ''
    myPage(res, myModel({ ...more, slugOf, ticket: ticket('my') }, await readingOf(deps, res)), status)
  }
  const ofDevice = (res: Response) => ownComplaintsByToken(deps, deviceTokens(res.req))

  return {
    show: async (req, res) => {
      const { done } = req.query
      const more = typeof done === 'string' ? { done } : {}
      await show(res, { of: 'device', complaints: await ofDevice(res), ...more })
    },

    /** Says the same whether the address has reported anything or not. */
    ask: async (req, res) => {
      const parsed = parseForm(MyForm, req.body)
      const refused = parsed.ok ? await refusal({ form: 'my', ...parsed.value, res }) : null
      if (!parsed.ok || refused !== null) {
        const errors = parsed.ok ? { email: refused ?? undefined } : parsed.form.errors
        const form = { typed: typedFields(req.body), errors }
        return show(res, { of: 'device', complaints: await ofDevice(res), form }, 422)
      }
      const { lang, city } = await readingOf(deps, res)
      await beginRequest(deps, { cityId: city.id, lang, email: parsed.value.email, act: { kind: 'mine' } })
      res.redirect(303, `${followingPaths.my(lang, city.slug)}?done=mailed`)
    },

    byMail: async (req, res) => {
      const request = await requestByToken(deps, String(req.params['link']))
      const now = deps.now().epochMilliseconds
      if (request === null || request.act.kind !== 'mine' || isOver(request, now)) throw new NotFound('link')
      await show(res, { of: 'mail', complaints: await ownComplaintsByEmail(deps, request.email) })
    },

    forget: async (req, res) => {
      const { token } = typedFields(req.body)
      forgetOnDevice(res, token === undefined ? null : token, deps.config.publicUrl.startsWith('https:'))
      const { lang, city } = await readingOf(deps, res)
      res.redirect(303, `${followingPaths.my(lang, city.slug)}?done=forgotten`)
    },
  }
}
