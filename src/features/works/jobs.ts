import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetImports } from './actions/keep-import.ts'

export const workJobs = (deps: Deps): Job[] => [
  {
    name: 'works.forget-imports',
    cron: '40 21 * * *',
    async run(_payload, now) {
      const removed = await forgetImports(deps, now.epochMilliseconds)
      if (removed > 0) deps.log.info({ removed }, 'lists of works forgotten')
    },
  },
]
