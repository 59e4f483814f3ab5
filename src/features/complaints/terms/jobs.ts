import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import type { Job } from '../../../platform/http/route.ts'
import { resumeClocks } from '../actions/resume-clock.ts'
import { mailDigest, makeDigests } from './digest.ts'
import { recipientsIn } from './recipients.ts'
import { type Stage, toldOf } from './stages.ts'
import { tellOfTerms, writeNotices } from './tell-of-terms.ts'
import { mailTermNotices } from './term-mail.ts'

const Mail = z.object({
  staffId: z.int(),
  stage: z.custom<Stage>(
    (value) => typeof value === 'string' && /^(before_\d+|due|late|silent|help|undelivered)$/.test(value),
  ),
  at: z.number(),
})
const Help = z.object({ complaintId: z.int(), officeId: z.int(), at: z.number() })
const Undelivered = Help.omit({ officeId: true })
const Digest = z.object({
  staffId: z.int(),
  cityId: z.int(),
  today: z.iso.date(),
  now: z.number(),
  since: z.number(),
})

/** The terms keep themselves: clocks run on, and whoever should know hears of them. */
export const termJobs = (deps: Deps): Job[] => [
  {
    name: 'complaints.terms',
    cron: '5 * * * *',
    async run(_payload, now) {
      const resumed = await resumeClocks(deps, now.epochMilliseconds)
      const told = await tellOfTerms(deps, now)
      if (resumed + told > 0) deps.log.info({ resumed, told }, 'terms looked after')
    },
  },
  {
    name: 'complaints.term-mail',
    patient: true,
    run: (payload) => mailTermNotices(deps, Mail.parse(payload)),
  },
  {
    name: 'complaints.tell-helpers',
    run: (payload) => tellHelpers(deps, Help.parse(payload)),
  },
  {
    name: 'complaints.tell-undelivered',
    run: (payload) => tellUndelivered(deps, Undelivered.parse(payload)),
  },
  {
    name: 'complaints.digest',
    // 8:00 in Kazakhstan (UTC+5).
    cron: '0 3 * * *',
    async run(_payload, now) {
      const made = await makeDigests(deps, now)
      deps.log.info({ made }, 'daily mails of the staff')
    },
  },
  {
    name: 'complaints.digest-mail',
    patient: true,
    run: (payload) => mailDigest(deps, Digest.parse(payload)),
  },
]

/** Whoever works on it hears that a question did not arrive; unless it has been answered meanwhile. */
async function tellUndelivered(deps: Deps, { complaintId, at }: z.infer<typeof Undelivered>): Promise<void> {
  const [found] = await deps.db.$queryRaw<
    {
      cityId: number
      custodyNo: number
      dueOn: string
      officeId: number
      assigneeId: number | null
    }[]
  >`
    SELECT c.city_id AS "cityId", u.no AS "custodyNo", u.due_on::text AS "dueOn", u.office_id AS "officeId",
      c.assignee_id AS "assigneeId"
    FROM complaint c JOIN custody u ON u.complaint_id = c.id AND u.end_kind = 'open'
    WHERE c.id = ${complaintId}`
  if (found === undefined) return
  const { cityId, officeId, assigneeId, ...stay } = found
  const staffIds = toldOf('undelivered', { officeId, assigneeId }, await recipientsIn(deps, cityId))
  await writeNotices(deps, { stage: 'undelivered', at, rows: [{ id: complaintId, ...stay, staffIds }] })
}

/** People of an office that is asked to help hear of it; unless it has been released meanwhile. */
async function tellHelpers(deps: Deps, { complaintId, officeId, at }: z.infer<typeof Help>): Promise<void> {
  const [found] = await deps.db.$queryRaw<{ cityId: number; custodyNo: number; dueOn: string }[]>`
    SELECT c.city_id AS "cityId", u.no AS "custodyNo", u.due_on::text AS "dueOn"
    FROM complaint c JOIN complaint_helper h ON h.complaint_id = c.id AND h.office_id = ${officeId}
      JOIN custody u ON u.complaint_id = c.id AND u.end_kind = 'open'
    WHERE c.id = ${complaintId}`
  if (found === undefined) return
  const { cityId, ...stay } = found
  const recipients = await recipientsIn(deps, cityId)
  const staffIds = toldOf('help', { officeId, assigneeId: null }, recipients)
  await writeNotices(deps, { stage: 'help', at, rows: [{ id: complaintId, ...stay, staffIds }] })
}
