import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import type { Job } from '../../../platform/http/route.ts'
import { drawAnswers } from '../dashboard/quality/draw-answers.ts'
import { carryOutRun } from './bulk/carry-out-run.ts'
import { forgetRuns } from './bulk/forget-runs.ts'

const Payload = z.object({ runId: z.uuid() })

export const inboxJobs = (deps: Deps): Job[] => [
  {
    name: 'complaints.bulk',
    async run(payload, now) {
      await carryOutRun(deps, Payload.parse(payload).runId, now.epochMilliseconds)
    },
  },
  {
    name: 'complaints.forget-bulk',
    cron: '40 20 * * *',
    async run(_payload, now) {
      const count = await forgetRuns(deps, now)
      if (count > 0) deps.log.info({ count }, 'old acts on many removed')
    },
  },
  {
    // Monday morning in Kazakhstan: answers of the week that has ended.
    name: 'complaints.draw-answers',
    cron: '0 21 * * 0',
    async run(_payload, now) {
      const drawn = await drawAnswers(deps, now)
      if (drawn > 0) deps.log.info({ drawn }, 'answers drawn for the heads of offices to read')
    },
  },
]
