import { Temporal } from 'temporal-polyfill'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { endOfDay, instantAt, localDate } from '../../../platform/time/local-day.ts'
import { addWorkingDays, isWorkingDay } from '../../../platform/time/working-days.ts'
import { type City, calendarOf, cities } from '../../city/index.ts'
import { type Recipients, recipientsIn } from './recipients.ts'
import { type Stage, stageRanges, toldOf } from './stages.ts'

const perBatch = 500
/** Nobody is written to before the working day. */
const opens = '08:00'

/** A complaint whose term is told of. `dueOn` is an ISO day. */
type Found = {
  id: number
  custodyNo: number
  dueOn: string
  officeId: number
  assigneeId: number | null
}

/**
 * Tells staff of the terms that are about to end, end today or have ended, and of offices that do nothing: each person of
 * each stage of each term once. The rows that make it once and the job of the mail are one transaction. Only within the
 * working hours of the city. Returns how many notices there were. Safe to repeat and to run twice at once.
 */
export async function tellOfTerms(deps: Deps, now: Temporal.Instant): Promise<number> {
  let told = 0
  for (const city of await cities(deps)) {
    const today = localDate(now, city.timeZone)
    const calendar = await calendarOf(deps, city.calendar)
    if (!isWorkingDay(today, calendar) || !isWithinHours(now, today, city)) continue
    const telling = { deps, city, recipients: await recipientsIn(deps, city.id), at: now.epochMilliseconds }
    for (const { stage, after, until } of stageRanges(today, city.terms.remindDays, calendar)) {
      const lower = after === null ? Prisma.sql`true` : Prisma.sql`u.due_on > ${after}::date`
      const condition = Prisma.sql`u.first_answer_at IS NULL AND ${lower} AND u.due_on <= ${until}::date`
      told += await tellStage(telling, stage, condition)
    }
    const lastSilent = endOfDay(addWorkingDays(today, -city.terms.silenceDays - 1, calendar), city.timeZone)
    told += await tellStage(telling, 'silent', silentSince(lastSilent.epochMilliseconds))
  }
  return told
}

function isWithinHours(now: Temporal.Instant, today: Temporal.PlainDate, city: City): boolean {
  const [from, to] = [opens, city.workingDayEnds].map((time) => instantAt(today, time, city.timeZone))
  if (from === undefined || to === undefined) return false
  return Temporal.Instant.compare(now, from) >= 0 && Temporal.Instant.compare(now, to) < 0
}

/** An office of the portal got it by then, and nobody of the staff has touched it since. */
const silentSince = (at: number) => Prisma.sql`
  c.status IN ('sent', 'reopened') AND u.start_at <= ${toDate(at)}
  AND NOT (SELECT o.external FROM office o WHERE o.id = c.office_id)
  AND NOT EXISTS (SELECT 1 FROM activity a
    WHERE a.complaint_id = c.id AND a.actor_kind = 'staff' AND a.at > u.start_at)`

type Telling = { deps: Deps; city: City; recipients: Recipients; at: number }

async function tellStage(telling: Telling, stage: Stage, condition: Prisma.Sql): Promise<number> {
  const { deps, city } = telling
  let told = 0
  for (let after = 0, batch = 0; ; batch++) {
    const found = await deps.db.$queryRaw<Found[]>`
      SELECT c.id, u.no AS "custodyNo", u.due_on::text AS "dueOn", u.office_id AS "officeId",
        c.assignee_id AS "assigneeId"
      FROM complaint c JOIN custody u ON u.complaint_id = c.id AND u.end_kind = 'open'
      WHERE c.city_id = ${city.id} AND c.open AND c.id > ${after} AND ${condition}
        AND NOT EXISTS (SELECT 1 FROM term_notice n WHERE n.complaint_id = c.id AND n.custody_no = u.no
          AND n.due_on = u.due_on AND n.stage = ${stage})
      ORDER BY c.id LIMIT ${perBatch}`
    const last = found.at(-1)
    if (last === undefined) return told
    // Each batch has a moment of its own, by which its mail finds its rows.
    told += await writeNotices(deps, {
      stage,
      at: telling.at + batch,
      rows: found.map((one) => ({ ...one, staffIds: toldOf(stage, one, telling.recipients) })),
    })
    if (found.length < perBatch) return told
    after = last.id
  }
}

type Notices = {
  stage: Stage
  /** Milliseconds UTC. */
  at: number
  rows: { id: number; custodyNo: number; dueOn: string; staffIds: number[] }[]
}

/** Writes who is told, and adds one mail for each person. Returns the number of new rows. */
export function writeNotices(deps: Deps, { stage, at, rows }: Notices): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    const written = await tx.termNotice.createManyAndReturn({
      data: rows.flatMap(({ id, custodyNo, dueOn, staffIds }) =>
        staffIds.map((staffId) => ({
          complaintId: id,
          custodyNo,
          dueOn: dayToDate(dueOn),
          stage,
          staffId,
          createdAt: toDate(at),
        })),
      ),
      skipDuplicates: true,
      select: { staffId: true },
    })
    for (const staffId of new Set(written.map((row) => row.staffId))) {
      await deps.jobs.add(tx, 'complaints.term-mail', { staffId, stage, at })
    }
    return written.length
  })
}
