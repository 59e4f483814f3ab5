import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { staffOf } from '../../accounts/index.ts'
import { askTestMail } from '../actions/ask-test-mail.ts'
import { integrationsOf } from '../integrations.ts'
import { integrationsModel, integrationsPage } from '../pages/integrations-page.ts'
import { settingsPaths } from '../paths.ts'
import { aroundOf } from './place.ts'

/** What the portal is connected to, and a letter to oneself. */
export function integrationHandlers(deps: Deps): Record<'show' | 'test', RequestHandler> {
  return {
    show: async (req, res) => {
      const around = await aroundOf(deps, req, res)
      const all = await integrationsOf(deps)
      const isAsked = req.query['asked'] === '1'
      integrationsPage(res, integrationsModel(around, { all, email: staffOf(res).email, isAsked }))
    },

    test: async (req, res) => {
      const { city, lang } = await aroundOf(deps, req, res)
      const wanted = typedFields(req.body)['mailLang']
      await askTestMail(deps, { staff: staffOf(res), city, lang: isLang(wanted) ? wanted : lang })
      res.redirect(303, `${settingsPaths.integrations(city.slug)}?asked=1`)
    },
  }
}
