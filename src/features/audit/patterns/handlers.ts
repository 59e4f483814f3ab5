import type { RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { MS_PER_DAY } from '../../../platform/time/epoch-day.ts'
import { staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { citiesWithOwnPage } from '../../news/index.ts'
import { lookAtPatterns } from '../actions/look-at-patterns.ts'
import { shortNamesOf } from '../offices.ts'
import { auditedCities } from '../queries.ts'
import { patternDays, patternsModel, patternsPage } from './page.ts'
import { concentrations, unusualPatterns } from './queries.ts'

/**
 * Complaints that look invented, for the auditor. How many there are stands on the page; which ones they are and whose
 * is behind a button, because they tell of people who complained.
 */
export const patternsHandlers = (deps: Deps): Record<'count' | 'show', RequestHandler> => ({
  count: (req, res) => send(deps, res, { ...Asked.parse(req.query), isShown: false }),

  show: async (req, res) => {
    const { days } = Asked.parse(req.body)
    const [cityIds, { id: staffId }] = [citiesOf(res), staffOf(res)]
    await lookAtPatterns(deps, { cityIds, staffId, days, at: deps.now().epochMilliseconds })
    await send(deps, res, { days, isShown: true })
  },
})

/** Of which period; whatever is not offered is the shortest. */
const Asked = z
  .object({ days: z.coerce.number().pipe(z.literal(patternDays)).catch(patternDays[0]) })
  .catch({ days: patternDays[0] })

/** Where the person is the auditor. */
const citiesOf = (res: Response): number[] => auditedCities(staffOf(res), ['auditor'])

async function send(
  deps: Deps,
  res: Response,
  { days, isShown }: { days: (typeof patternDays)[number]; isShown: boolean },
): Promise<void> {
  const cityIds = citiesOf(res)
  const own = await citiesWithOwnPage(deps, { cityIds, code: 'privacy' })
  const comparedIn = cityIds.filter((cityId) => !own.has(cityId))
  const asked = { cityIds, comparedIn, from: deps.now().epochMilliseconds - days * MS_PER_DAY }
  const [patterns, concentration, offices] = await Promise.all([
    unusualPatterns(deps, asked),
    concentrations(deps, asked),
    shortNamesOf(deps, cityIds),
  ])
  const lang = langOf(res)
  patternsPage(
    res,
    patternsModel(translateOf(res), { lang, days, isShown, patterns, concentration, offices }),
  )
}
