import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { shortNamesOf } from '../offices.ts'
import { auditedCities } from '../queries.ts'
import { patternDays, patternsModel, patternsPage } from './page.ts'
import { concentrations, unusualPatterns } from './queries.ts'

const dayMs = 86_400_000

/** Complaints that look invented, for whoever audits. */
export function patterns(deps: Deps): RequestHandler {
  return async (req, res) => {
    const cityIds = auditedCities(staffOf(res))
    if (cityIds.length === 0) throw new NotFound('audit')
    const days = patternDays.find((one) => String(one) === req.query['days']) ?? patternDays[0]
    const asked = { cityIds, from: deps.now().epochMilliseconds - days * dayMs }
    const [found, concentration, offices] = await Promise.all([
      unusualPatterns(deps, asked),
      concentrations(deps, asked),
      shortNamesOf(deps, cityIds),
    ])
    const lang = langOf(res)
    patternsPage(
      res,
      patternsModel(translateOf(res), { lang, days, patterns: found, concentration, offices }),
    )
  }
}
