import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { type FieldErrors, typedFields } from '../../../platform/http/form.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { staffOf } from '../../accounts/index.ts'
import { askRecount } from '../actions/recount-terms.ts'
import { type RecountInput, recountModel, recountPage } from '../pages/recount-page.ts'
import { settingsPaths } from '../paths.ts'
import { movesOf, recountsOf } from '../recount-queries.ts'
import { todayIn } from '../today.ts'
import { aroundOf } from './place.ts'
import { isNamed } from './thing-handlers.ts'

/** Open terms after a change of the calendar: what would move, and the act itself. */
export function recountHandlers(deps: Deps): Record<'preview' | 'ask', RequestHandler> {
  const inputOf = async (req: Request, res: Response): Promise<RecountInput> => {
    const around = await aroundOf(deps, req, res)
    const today = todayIn(around.city, deps.now().epochMilliseconds)
    const [moves, past] = await Promise.all([
      movesOf(deps, around.city, today),
      recountsOf(deps, around.city.id),
    ])
    return { around, moves, past }
  }

  return {
    preview: async (req, res) => {
      recountPage(res, recountModel({ ...(await inputOf(req, res)), isAsked: req.query['asked'] === '1' }))
    },

    ask: async (req, res) => {
      const input = await inputOf(req, res)
      const { city } = input.around
      const typed = typedFields(req.body)
      const reasonIn = (lang: string) => (typed[`reason.${lang}`] ?? '').trim()
      const errors: FieldErrors = {}
      for (const lang of langs) {
        if (reasonIn(lang) === '') errors[`reason.${lang}`] = 'settings:error.reason'
        else if (reasonIn(lang).length > 500) errors[`reason.${lang}`] = 'settings:error.long'
      }
      if (!isNamed(city, typed['confirm'])) errors['confirm'] = 'settings:error.confirm'
      if (Object.keys(errors).length > 0) {
        return recountPage(res, recountModel({ ...input, typed, errors }), 422)
      }
      try {
        const reason = { kk: reasonIn('kk'), ru: reasonIn('ru'), en: reasonIn('en') }
        await askRecount(deps, { staff: staffOf(res), city, reason })
        res.redirect(303, `${settingsPaths.recount(city.slug)}?asked=1`)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        recountPage(res, recountModel({ ...input, typed, isConflict: true }), 409)
      }
    },
  }
}
