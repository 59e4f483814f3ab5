import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { makeWeeklyLetters } from './actions/make-weekly-letters.ts'
import { mailWeek } from './mails.ts'

const Letter = z.object({ id: z.int(), week: z.iso.date() })

export const analysisJobs = (deps: Deps): Job[] => [
  {
    name: 'analysis.weekly',
    // Monday, 08:00 in Kazakhstan (UTC+5).
    cron: '0 3 * * 1',
    async run(_payload, now) {
      const letters = await makeWeeklyLetters(deps, now)
      if (letters > 0) deps.log.info({ letters }, 'weekly letters about appeals')
    },
  },
  {
    name: 'analysis.letter',
    patient: true,
    run: (payload) => mailWeek(deps, Letter.parse(payload)),
  },
]
