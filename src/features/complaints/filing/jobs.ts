import type { Deps } from '../../../platform/deps.ts'
import type { Job } from '../../../platform/http/route.ts'
import { sweepUploads } from '../../../platform/http/upload-folder.ts'
import { removeOldAnswerDrafts } from '../actions/answer-draft.ts'
import { removeOldDrafts } from '../actions/remove-old-drafts.ts'
import { sweepFiles } from '../actions/sweep-files.ts'

/** Nobody comes back to what they have not touched for a month. */
const answerDraftDays = 30

export const filingJobs = (deps: Deps): Job[] => [
  {
    name: 'complaints.remove-drafts',
    cron: '17 * * * *',
    async run(_payload, now) {
      const removed = await removeOldDrafts(deps, now)
      const before = now.subtract({ hours: 24 * answerDraftDays }).epochMilliseconds
      const answers = await removeOldAnswerDrafts(deps, before)
      if (removed + answers > 0) deps.log.info({ removed, answers }, 'old drafts removed')
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
