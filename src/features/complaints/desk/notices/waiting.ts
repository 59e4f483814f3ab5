import { Prisma } from '../../../../platform/db/generated/client.ts'
import type { StaffMember } from '../../../accounts/index.ts'
import { visibleTo } from '../scope.ts'
import { decidedBy } from './queries.ts'

/** More is said to be more. */
export const mostWaiting = 99

/**
 * What waits for this person, each as a number in SQL that stops counting beyond `mostWaiting`: replies of residents,
 * and notices together with decisions. For the menu of every page, so each is found by an index of its own.
 */
export const waitingSql = (staff: StaffMember): Record<'replies' | 'notices', Prisma.Sql> => ({
  replies: counted(Prisma.sql`SELECT 1 FROM complaint c WHERE c.resident_spoke AND ${visibleTo(staff)}`),
  notices: counted(Prisma.sql`
    (SELECT 1 FROM term_notice n JOIN complaint c ON c.id = n.complaint_id
      WHERE n.staff_id = ${staff.id} AND n.seen_at IS NULL AND c.open LIMIT ${mostWaiting + 1})
    UNION ALL
    SELECT 1 FROM complaint c WHERE c.pending <> '' AND ${visibleTo(staff)} AND ${decidedBy(staff)}`),
})

const counted = (rows: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT count(*)::int FROM (${rows} LIMIT ${mostWaiting + 1}) found)`
