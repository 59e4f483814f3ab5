import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { langs } from '../../platform/i18n/texts.ts'
import { sendTestMail } from './actions/ask-test-mail.ts'
import { handOver } from './actions/hand-over.ts'
import { applyPlanned } from './actions/plan-change.ts'
import { recountTerms } from './actions/recount-terms.ts'

const Payload = z.object({ recountId: z.int() })

const TestMail = z.object({ staffId: z.int(), cityId: z.int(), lang: z.enum(langs), at: z.number() })

export const settingsJobs = (deps: Deps): Job[] => [
  {
    name: 'settings.apply-planned',
    // Cities begin their day at different hours; all of Kazakhstan shortly after 19:00 UTC.
    cron: '2 * * * *',
    async run(_payload, now) {
      const count = await applyPlanned(deps, now.epochMilliseconds)
      if (count > 0) deps.log.info({ count }, 'planned changes of settings made')
    },
  },
  {
    name: 'settings.recount',
    async run(payload, now) {
      await recountTerms(deps, Payload.parse(payload).recountId, now.epochMilliseconds)
    },
  },
  {
    name: 'settings.test-mail',
    run: (payload) => sendTestMail(deps, TestMail.parse(payload)),
  },
  {
    name: 'settings.hand-over',
    cron: '7 * * * *',
    /** Open complaints of offices that have ended go to their successors. */
    async run() {
      const count = await handOver(deps)
      if (count > 0) deps.log.info({ count }, 'complaints handed over to a successor')
    },
  },
]
