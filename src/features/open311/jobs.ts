import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetRequests } from './actions/forget-requests.ts'

export const open311Jobs = (deps: Deps): Job[] => [
  {
    name: 'open311.forget',
    // At night in Kazakhstan (UTC+5).
    cron: '25 21 * * *',
    async run(_payload, now) {
      const forgotten = await forgetRequests(deps, now.epochMilliseconds)
      if (forgotten > 0) deps.log.info({ forgotten }, 'old requests of keys forgotten')
    },
  },
]
