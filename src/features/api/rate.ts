import type { RequestHandler, Response } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../../platform/http/network.ts'
import { pointsPerMinute, type rateClasses } from './endpoints.ts'
import { Refused } from './problem.ts'

/**
 * What one network may ask in a minute, told in every answer (RateLimit-Limit, -Remaining, -Reset). Counted in this
 * process alone: reading must not cause writing. Whoever wants everything takes the files of open data.
 */
export function rateLimits(costs: typeof rateClasses): (rate: keyof typeof rateClasses) => RequestHandler {
  const limiter = new RateLimiterMemory({ points: pointsPerMinute, duration: 60 })
  return (rate) => async (req, res, next) => {
    try {
      tell(res, await limiter.consume(networkOf(req.ip), costs[rate]))
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      tell(res, refused)
      throw new Refused(429, [], secondsOf(refused))
    }
    next()
  }
}

function tell(res: Response, left: RateLimiterRes): void {
  res.set({
    'RateLimit-Limit': String(pointsPerMinute),
    'RateLimit-Remaining': String(Math.max(0, left.remainingPoints)),
    'RateLimit-Reset': String(secondsOf(left)),
  })
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1_000))
