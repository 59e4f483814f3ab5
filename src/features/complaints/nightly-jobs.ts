import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { verifyActivity } from '../activity/index.ts'
import { closeSilent } from './actions/close-silent.ts'
import { forgetContacts } from './actions/forget-contacts.ts'
import { forgetOriginals } from './actions/forget-originals.ts'
import { checkProjections } from './check-projections.ts'
import { rebuildSearch } from './search/keep.ts'

/** What happens to all complaints at night in Kazakhstan (UTC+5). */
export const nightlyJobs = (deps: Deps): Job[] => [
  {
    name: 'complaints.close-silent',
    cron: '10 20 * * *',
    async run(_payload, now) {
      const closed = await closeSilent(deps, now.epochMilliseconds)
      if (closed > 0) deps.log.info({ closed }, 'answered complaints closed without a verdict')
    },
  },
  {
    name: 'complaints.forget-contacts',
    cron: '20 20 * * *',
    async run(_payload, now) {
      const forgotten = await forgetContacts(deps, now)
      if (forgotten > 0) deps.log.info({ forgotten }, 'contacts of complaints that ended long ago removed')
    },
  },
  {
    // Finds nothing to do but after an upgrade that began to keep the words, or changed how they are folded.
    name: 'complaints.fill-search',
    cron: '20 * * * *',
    async run() {
      const written = await rebuildSearch(deps.pool)
      if (written > 0) deps.log.info({ written }, 'complaints written into the search')
    },
  },
  {
    name: 'complaints.retention',
    cron: '25 20 * * *',
    async run(_payload, now) {
      const forgotten = await forgetOriginals(deps, now)
      deps.log.info(forgotten, 'what was hidden in complaints that ended long ago removed')
    },
  },
  {
    name: 'complaints.check-projections',
    cron: '30 20 * * *',
    // Finds and tells, never mends: a difference is a bug or a hand in the database, and a person must look.
    async run() {
      const { checked, faults } = await checkProjections(deps.pool)
      const broken = await verifyActivity(deps.pool)
      if (faults.length + broken.length === 0) {
        deps.log.info({ checked }, 'stored complaints agree with their activity')
        return
      }
      const some = { faults: faults.slice(0, 20), broken: broken.slice(0, 20) }
      deps.log.error(
        { checked, columns: faults.length, chains: broken.length, ...some },
        'stored complaints do not agree with their activity: see npm run projections',
      )
    },
  },
]
