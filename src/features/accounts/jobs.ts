import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetExpired } from './actions/forget-expired.ts'
import { putUnusedToSleep } from './actions/put-to-sleep.ts'
import { mailLink, mailNotice } from './notices.ts'

export const accountJobs = (deps: Deps): Job[] => [
  {
    name: 'accounts.forget',
    cron: '17 * * * *',
    run: (_payload, now) => forgetExpired(deps, now.epochMilliseconds),
  },
  {
    name: 'accounts.sleep',
    // At night in Kazakhstan.
    cron: '40 20 * * *',
    async run(_payload, now) {
      const asleep = await putUnusedToSleep(deps, now.epochMilliseconds)
      if (asleep > 0) deps.log.info({ asleep }, 'unused accounts were locked')
    },
  },
  { name: 'accounts.notice', patient: true, run: (payload) => mailNotice(deps, payload) },
  { name: 'accounts.link', patient: true, run: (payload) => mailLink(deps, payload) },
]
