import { Prisma } from '../../../../platform/db/generated/client.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { type StaffMember, scopeOf } from '../../../accounts/index.ts'
import { visibleTo } from '../scope.ts'

/** A complaint in one of the lists of the page. Days are ISO dates. */
export type NoticeCase = {
  number: string
  cityId: number
  categoryId: number | null
  officeId: number | null
  status: string
  dueOn: string | null
  dueAt: Date | null
  plannedOn: string | null
}

export type NoticeRow = NoticeCase & { stage: string; toldAt: Date }
export type PendingRow = NoticeCase & { pending: string }

export type NoticesFound = {
  notices: NoticeRow[]
  pending: PendingRow[]
  helping: NoticeCase[]
  digest: boolean
}

const mostOfEach = 100

const columns = Prisma.sql`c.number, c.city_id AS "cityId", c.category_id AS "categoryId",
  c.office_id AS "officeId", c.status, c.due_on::text AS "dueOn", c.due_at AS "dueAt",
  c.planned_on::text AS "plannedOn"`

/** What this person was told and has not put aside, what waits for a decision, and with what their office helps. */
export async function noticesOf({ db }: Pick<Deps, 'db'>, staff: StaffMember): Promise<NoticesFound> {
  const [notices, pending, helping, choice] = await Promise.all([
    db.$queryRaw<NoticeRow[]>`
      SELECT ${columns}, n.stage, n.created_at AS "toldAt"
      FROM term_notice n JOIN complaint c ON c.id = n.complaint_id
      WHERE n.staff_id = ${staff.id} AND n.seen_at IS NULL AND c.open
      ORDER BY n.created_at DESC, c.id LIMIT ${mostOfEach}`,
    db.$queryRaw<PendingRow[]>`
      SELECT ${columns}, c.pending FROM complaint c
      WHERE c.pending <> '' AND ${visibleTo(staff)} AND ${decidedBy(staff)}
      ORDER BY c.due_at, c.id LIMIT ${mostOfEach}`,
    db.$queryRaw<NoticeCase[]>`
      SELECT ${columns} FROM complaint_helper h JOIN complaint c ON c.id = h.complaint_id
      WHERE h.office_id = ANY(${ownOffices(staff)}) AND c.open
      ORDER BY c.due_at, c.id LIMIT ${mostOfEach}`,
    db.staffMailChoice.findUnique({ where: { staffId: staff.id }, select: { digest: true } }),
  ])
  return { notices, pending, helping, digest: choice?.digest ?? true }
}

const ownOffices = (staff: StaffMember): number[] =>
  scopeOf(staff).flatMap(({ officeId }) => (officeId === null ? [] : [officeId]))

/** A head decides what the people of the office ask, the controller and the administrator everything. */
export function decidedBy({ roles }: StaffMember): Prisma.Sql {
  const cities = roles
    .filter(({ role }) => role === 'controller' || role === 'city_admin')
    .map(({ cityId }) => cityId)
  const offices = roles.flatMap(({ role, officeId }) =>
    role === 'head' && officeId !== null ? [officeId] : [],
  )
  return Prisma.sql`(c.city_id = ANY(${cities})
    OR c.office_id = ANY(${offices}) AND c.pending LIKE '%extension_head%')`
}
