import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetOld } from './actions/forget-old.ts'
import { markOverdue } from './actions/mark-overdue.ts'

export const operatorJobs = (deps: Deps): Job[] => [
  {
    name: 'operator.overdue',
    cron: '*/5 * * * *',
    async run(_payload, now) {
      const overdue = await markOverdue(deps, now)
      if (overdue > 0) deps.log.info({ overdue }, 'call-backs that nobody made in time')
    },
  },
  {
    name: 'operator.forget',
    cron: '40 20 * * *',
    async run(_payload, now) {
      deps.log.info(await forgetOld(deps, now), 'what the desk needs no more removed')
    },
  },
]
