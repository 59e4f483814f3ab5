import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetOld } from './actions/forget-old.ts'

export const contactJobs = (deps: Deps): Job[] => [
  {
    name: 'contacts.forget',
    cron: '55 20 * * *',
    async run(_payload, now) {
      deps.log.info(await forgetOld(deps, now), 'past duties and words about the site removed')
    },
  },
]
