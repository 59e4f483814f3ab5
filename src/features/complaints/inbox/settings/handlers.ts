import type { RequestHandler } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { parseForm } from '../../../../platform/http/form.ts'
import { staffOf } from '../../../accounts/index.ts'
import { translateOf } from '../../../city/index.ts'
import { deskPaths } from '../../paths.ts'
import { SettingsForm } from './forms.ts'
import { settingsModel, settingsPage } from './page.ts'
import { preferencesFor } from './queries.ts'
import { savePreferences } from './save-preferences.ts'

export const settingsHandlers = (deps: Deps): Record<'show' | 'save', RequestHandler> => ({
  show: async (req, res) => {
    const preferences = await preferencesFor(deps, staffOf(res).id)
    settingsPage(res, settingsModel(preferences, req.query['saved'] === '1', translateOf(res)))
  },

  save: async (req, res) => {
    const parsed = parseForm(SettingsForm, req.body)
    // Every field has a usual value, so there is nothing to be wrong.
    if (!parsed.ok) throw new Error('the settings of the inbox refused a form')
    const who = { staffId: staffOf(res).id, at: deps.now().epochMilliseconds }
    await savePreferences(deps, who, parsed.value)
    res.redirect(303, deskPaths.inboxSettings({ saved: '1' }))
  },
})
