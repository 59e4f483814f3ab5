import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import { isUniqueViolation } from '../../../platform/db/violation.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { type StaffMember, staffMember } from '../../accounts/index.ts'
import { type City, calendarOf, cityById, type Names } from '../../city/index.ts'
import {
  ChangedMeanwhile,
  IllegalTransition,
  NotAllowed,
  rescheduleComplaint,
} from '../../complaints/index.ts'
import { movesOf } from '../recount-queries.ts'
import { todayIn } from '../today.ts'

/** Asks for open terms to be counted by today's calendar; a job does it. Throws Conflict when it was asked already. */
export async function askRecount(
  deps: Deps,
  { staff, city, reason }: { staff: StaffMember; city: City; reason: Names },
): Promise<void> {
  const { version } = await calendarOf(deps, city.calendar)
  try {
    await inTransaction(deps.db, async (tx) => {
      const { id } = await tx.termRecount.create({
        data: {
          cityId: city.id,
          staffId: staff.id,
          calendarVersion: version,
          reasonKk: reason.kk,
          reasonRu: reason.ru,
          reasonEn: reason.en,
          askedAt: toDate(deps.now().epochMilliseconds),
        },
      })
      await deps.jobs.add(tx, 'settings.recount', { recountId: id })
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Conflict()
    throw error
  }
}

/**
 * Moves every open term that the calendar moves, each with an activity row that says why. Safe to repeat: what was
 * moved is not in the list any more.
 */
export async function recountTerms(deps: Deps, recountId: number, at: number): Promise<void> {
  const recount = await deps.db.termRecount.findUnique({ where: { id: recountId } })
  if (recount === null || recount.finishedAt !== null) return
  const [city, staff] = await Promise.all([
    cityById(deps, recount.cityId),
    staffMember(deps, recount.staffId),
  ])
  if (city === null || staff === null) return
  const reasons = { kk: recount.reasonKk, ru: recount.reasonRu, en: recount.reasonEn }
  for (const { complaintId, replyLang, fromDueOn, due } of await movesOf(deps, city, todayIn(city, at))) {
    const reason = reasons[isLang(replyLang) ? replyLang : 'kk']
    try {
      await rescheduleComplaint(deps, { staff, complaintId }, { due, fromDueOn, reason })
    } catch (error) {
      // Answered, transferred or extended in this very moment: there is nothing to move any more.
      const isGone =
        error instanceof ChangedMeanwhile || error instanceof NotAllowed || error instanceof IllegalTransition
      if (!isGone) throw error
    }
  }
  await deps.db.$executeRaw`
    UPDATE term_recount r SET finished_at = ${toDate(at)}, moved = (
      SELECT count(*) FROM activity a JOIN complaint c ON c.id = a.complaint_id
      WHERE c.city_id = r.city_id AND a.kind = 'rescheduled' AND a.staff_id = r.staff_id
        AND a.at >= r.asked_at AND a.payload->>'calendar' = r.calendar_version)
    WHERE r.id = ${recountId} AND r.finished_at IS NULL`
}
