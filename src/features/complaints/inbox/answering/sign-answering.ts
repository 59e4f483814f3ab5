import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'

/** Seconds for which "is answering" stands after the last sign of life; the editor gives one every 30. */
export const answeringSeconds = 90

/**
 * Says to the others that this person has the editor of an answer open. Whoever was first keeps the sign until it runs
 * out; it stops nobody. Answers the name of somebody else who holds it.
 */
export async function signAnswering(
  { db }: Pick<Deps, 'db'>,
  { complaintId, staffId, at }: { complaintId: number; staffId: number; at: number },
): Promise<string | null> {
  await db.$executeRaw`
    INSERT INTO answering (complaint_id, staff_id, until)
    VALUES (${complaintId}, ${staffId}, ${toDate(at + answeringSeconds * 1000)})
    ON CONFLICT (complaint_id) DO UPDATE SET staff_id = EXCLUDED.staff_id, until = EXCLUDED.until
    WHERE answering.staff_id = EXCLUDED.staff_id OR answering.until <= ${toDate(at)}`
  return whoAnswers({ db }, { complaintId, staffId, at })
}

/** Takes the sign away, when the answer was sent. */
export async function stopAnswering(
  { db }: Pick<Deps, 'db'>,
  { complaintId, staffId }: { complaintId: number; staffId: number },
): Promise<void> {
  await db.answering.deleteMany({ where: { complaintId, staffId } })
}

/** The name of somebody else who is answering. */
export async function whoAnswers(
  { db }: Pick<Deps, 'db'>,
  { complaintId, staffId, at }: { complaintId: number; staffId: number; at: number },
): Promise<string | null> {
  const found = await db.answering.findFirst({
    where: { complaintId, staffId: { not: staffId }, until: { gt: toDate(at) } },
    select: { staff: { select: { name: true } } },
  })
  return found?.staff.name ?? null
}
