import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { readMarkUpload } from '../../../platform/http/upload-mark.ts'
import { reasonSentence } from '../../../platform/http/upload-sentences.ts'
import { staffOf } from '../../accounts/index.ts'
import { saveChange } from '../actions/save-change.ts'
import { thingModel, thingPage } from '../pages/thing-page.ts'
import { settingsPaths, withDone } from '../paths.ts'
import type { LookDoc } from '../things/look.ts'
import { aroundOf } from './place.ts'
import { thingInput } from './thing-handlers.ts'

/** Sets the logo of a city, or takes it away; the picture is made anew from its pixels. */
export function logoHandler(deps: Deps): RequestHandler {
  return async (req, res) => {
    const around = await aroundOf(deps, req, res)
    const { city, t } = around
    const input = await thingInput(deps, around, { kind: 'look', key: '' })
    const { fields, mark } = await readMarkUpload(deps, [req, res], 'logo')
    const isRemoved = fields['act'] === 'remove'
    if (!isRemoved && !mark.ok) {
      const isVector = mark.reason === 'format' || mark.reason === 'not-an-image'
      const logoError =
        mark.reason === 'empty'
          ? t('settings:logo.none')
          : isVector
            ? t('settings:logo.format')
            : reasonSentence(t, mark.reason)
      return thingPage(res, thingModel({ ...input, logoError }), 422)
    }
    const logo =
      isRemoved || !mark.ok
        ? null
        : { png: mark.png.toString('base64'), width: mark.width, height: mark.height }
    try {
      const isChanged = await saveChange(deps, {
        ...{ staff: staffOf(res), city, kind: 'look', key: '' },
        seenVersion: Number(fields['version'] ?? input.version) || 0,
        after: { ...(input.doc as LookDoc), logo },
      })
      const path = settingsPaths.thing(city.slug, 'look', '')
      res.redirect(303, withDone(path, isChanged ? 'saved' : 'same'))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const fresh = await thingInput(deps, around, { kind: 'look', key: '' })
      thingPage(res, thingModel({ ...fresh, logoError: t('settings:logo.conflict') }), 409)
    }
  }
}
