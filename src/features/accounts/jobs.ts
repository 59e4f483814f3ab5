import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetExpired } from './actions/forget-expired.ts'

export const accountJobs = (deps: Deps): Job[] => [
  {
    name: 'accounts.forget',
    cron: '17 * * * *',
    run: (_payload, now) => forgetExpired(deps, now.epochMilliseconds),
  },
]
