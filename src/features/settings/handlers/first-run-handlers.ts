import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { accountPaths } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { isOpenLink, openFirstCity } from '../actions/open-first-city.ts'
import type { CityStarts } from '../city-starts.ts'
import { text } from '../documents.ts'
import { firstRunModel, firstRunPage } from '../pages/first-run-page.ts'

/** The way from an empty installation to a city and its administrator, by the link that the start has printed. */
export function firstRunHandlers(deps: Deps, starts: CityStarts): Record<'show' | 'create', RequestHandler> {
  const slugs = starts.packs.map(({ slug }) => slug)
  const Form = z.object({
    pack: z.string().refine((pack) => slugs.includes(pack), { error: 'settings:error.choose' }),
    slug: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, { error: 'settings:error.slug' }),
    name_kk: text(60),
    name_ru: text(60),
    name_en: text(60),
    admin: text(100),
    email: z.email({ error: 'settings:error.email' }).max(254),
  })

  const tokenOf = async (req: Request): Promise<string> => {
    const token = String(req.params['token'])
    const [link, known] = await Promise.all([
      deps.db.firstRun.findFirst({ where: isOpenLink(token, deps.now().epochMilliseconds) }),
      deps.db.city.count(),
    ])
    if (link === null || known > 0) throw new NotFound('first run')
    return token
  }
  const placeOf = (res: Response, token: string) => ({
    ...{ packs: starts.packs, token, lang: langOf(res), t: translateOf(res) },
  })

  return {
    show: async (req, res) => {
      const token = await tokenOf(req)
      firstRunPage(res, firstRunModel(placeOf(res, token), { typed: {}, errors: {} }))
    },

    create: async (req, res) => {
      const token = await tokenOf(req)
      const parsed = parseForm(Form, req.body)
      if (!parsed.ok) return firstRunPage(res, firstRunModel(placeOf(res, token), parsed.form), 422)
      const { pack, slug, name_kk: kk, name_ru: ru, name_en: en, admin: name, email } = parsed.value
      const admin = { name, email, lang: langOf(res) }
      const { setUpToken } = await openFirstCity(deps, starts, {
        token,
        pack,
        slug,
        names: { kk, ru, en },
        admin,
      })
      res.redirect(303, accountPaths.setUp(setUpToken))
    },
  }
}
