import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { cities, langOf, translateOf } from '../../city/index.ts'
import { makeKey } from '../actions/make-key.ts'
import { revokeKey } from '../actions/revoke-key.ts'
import { keyPaths } from '../paths.ts'
import { KeyForm } from './forms.ts'
import { allCities, type KeysInput, keysModel, keysPage, madeModel, madePage } from './pages.ts'
import { keyRows } from './queries.ts'
import { reachOf } from './reach.ts'

/** Administrators make keys for their own cities and end them. */
export function keyHandlers(deps: Deps): Record<'list' | 'make' | 'revoke', RequestHandler> {
  const around = async (res: Response) => {
    const all = await cities(deps)
    const staff = staffOf(res)
    const reach = reachOf(
      staff,
      all.map(({ id }) => id),
    )
    return { staff, reach, all, own: all.filter(({ id }) => reach.cityIds.includes(id)) }
  }
  const show = async (res: Response, more: Partial<KeysInput>, status = 200) => {
    const { reach, own } = await around(res)
    const rows = await keyRows(deps, reach)
    const place = { t: translateOf(res), lang: langOf(res), cities: own, mayAll: reach.all }
    keysPage(res, keysModel(rows, { ...place, ...more }), status)
  }
  return {
    list: (req, res) => show(res, { revoked: req.query['done'] === 'revoked' }),

    // Answers with the page itself: nothing keeps the key, so there is nothing to be led to.
    make: async (req, res) => {
      const { staff, reach, own } = await around(res)
      const parsed = parseForm(KeyForm, req.body)
      if (!parsed.ok) return show(res, parsed.form, 422)
      const { city, ...key } = parsed.value
      const chosen = own.find(({ slug }) => slug === city)
      if (chosen === undefined && !(city === allCities && reach.all)) {
        return show(res, { typed: typedFields(req.body), errors: { city: 'open311:keys.error.city' } }, 422)
      }
      const at = deps.now().epochMilliseconds
      const secret = await makeKey(deps, { ...key, cityId: chosen?.id ?? null, by: staff.id, at })
      const guideCity = chosen?.slug ?? own[0]?.slug ?? ''
      madePage(res, madeModel({ t: translateOf(res), lang: langOf(res), name: key.name, secret, guideCity }))
    },

    revoke: async (req, res) => {
      const { staff, reach } = await around(res)
      const ended = await revokeKey(deps, {
        ...{ id: idIn(req), reach, by: staff.id },
        at: deps.now().epochMilliseconds,
      })
      if (!ended) throw new NotFound('key')
      res.redirect(303, keyPaths.list('revoked'))
    },
  }
}

function idIn(req: Request): number {
  const id = String(req.params['key'])
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new NotFound('key')
  return Number(id)
}
