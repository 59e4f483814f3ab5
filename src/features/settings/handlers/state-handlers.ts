import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { stateModel, statePage } from '../pages/state-page.ts'
import { settingsPaths } from '../paths.ts'
import { systemState } from '../state.ts'
import { aroundOf } from './place.ts'

/** Queues, database, disk and mail of the whole installation: what they hold is told to nobody. */
export function stateHandlers(deps: Deps): Record<'show' | 'retry', RequestHandler> {
  return {
    show: async (req, res) => {
      const around = await aroundOf(deps, req, res)
      const retried = Number(req.query['retried'] ?? Number.NaN)
      statePage(res, stateModel(around, await systemState(deps), Number.isInteger(retried) ? retried : null))
    },

    retry: async (req, res) => {
      const { city } = await aroundOf(deps, req, res)
      const { queue = '' } = typedFields(req.body)
      const known = (await deps.jobs.states()).some(({ name }) => name === queue)
      if (!known) throw new NotFound('queue')
      const count = await deps.jobs.retryFailed(queue)
      res.redirect(303, `${settingsPaths.jobs(city.slug)}?retried=${count}`)
    },
  }
}
