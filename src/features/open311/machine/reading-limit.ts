import type { RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Deps } from '../../../platform/deps.ts'
import { networkOf } from '../../../platform/http/network.ts'
import { languageOf } from './language.ts'
import { Refusal } from './refusal.ts'

/** What one network may read in a minute; a whole quarter may share one, and whoever wants everything takes the dump. */
const pointsPerMinute = 1200
/** A list costs as much as so many single ones. */
export const listCost = 4

/** Counted in this process alone: reading must not cause writing. Nothing of it is stored. */
export function readingLimit(deps: Pick<Deps, 'texts'>): (cost: number) => RequestHandler {
  const limiter = new RateLimiterMemory({ points: pointsPerMinute, duration: 60 })
  return (cost) => async (req, _res, next) => {
    try {
      await limiter.consume(networkOf(req.ip), cost)
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
      const t = deps.texts.in(languageOf(req))
      throw new Refusal(429, [t('open311:refusal.often', { seconds })], seconds)
    }
    next()
  }
}
