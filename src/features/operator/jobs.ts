import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetOld } from './actions/forget-old.ts'

export const operatorJobs = (deps: Deps): Job[] => [
  {
    name: 'operator.forget',
    cron: '40 20 * * *',
    async run(_payload, now) {
      deps.log.info(await forgetOld(deps, now), 'what the desk needs no more removed')
    },
  },
]
