import type { Deps } from '../../../platform/deps.ts'
import type { Job } from '../../../platform/http/route.ts'
import { sweepUploads } from '../../../platform/http/upload-folder.ts'
import { removeOldDrafts } from '../actions/remove-old-drafts.ts'
import { sweepFiles } from '../actions/sweep-files.ts'

export const filingJobs = (deps: Deps): Job[] => [
  {
    name: 'complaints.remove-drafts',
    cron: '17 * * * *',
    async run(_payload, now) {
      const removed = await removeOldDrafts(deps, now)
      if (removed > 0) deps.log.info({ removed }, 'old drafts removed')
    },
  },
  {
    name: 'complaints.sweep-files',
    // At night in Kazakhstan (UTC+5).
    cron: '40 21 * * *',
    async run(_payload, now) {
      const unfinished = await sweepUploads(deps.config.dataDir, now)
      deps.log.info({ ...(await sweepFiles(deps, now)), unfinished }, 'files without a photo removed')
    },
  },
]
