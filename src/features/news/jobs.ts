import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { forgetPictures } from './actions/forget-pictures.ts'

export const newsJobs = (deps: Deps): Job[] => [
  {
    name: 'news.forget',
    cron: '5 21 * * *',
    async run(_payload, now) {
      const removed = await forgetPictures(deps, now)
      if (removed > 0) deps.log.info({ removed }, 'pictures that no version of a publication names removed')
    },
  },
]
