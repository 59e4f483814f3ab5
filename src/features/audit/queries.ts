import { z } from 'zod'
import { Prisma } from '../../platform/db/generated/client.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { StaffMember, StaffRole } from '../accounts/index.ts'
import { type StaffLogKind, staffLogKinds } from '../activity/index.ts'
import { type AuditTopic, topicOf } from './filter.ts'

export const auditReaders: readonly StaffRole[] = ['auditor', 'controller', 'city_admin']

/** The cities whose audit a person reads, or where they have one of these roles. */
export const auditedCities = (
  { roles }: Pick<StaffMember, 'roles'>,
  readers: readonly StaffRole[] = auditReaders,
): number[] => [...new Set(roles.filter(({ role }) => readers.includes(role)).map(({ cityId }) => cityId))]

/** `number`: exactly this complaint, as it is stored. Times in milliseconds UTC, `until` not included. */
export type AuditAsked = {
  cityIds: readonly number[]
  person: number | null
  number: string | null
  topic: AuditTopic | null
  from: number | null
  until: number | null
  limit: number
  offset: number
}

const Row = z.object({
  at: z.date(),
  source: z.enum(['activity', 'look', 'log']),
  kind: z.string(),
  staff: z.string().nullable(),
  number: z.string().nullable(),
  subject: z.string(),
  about: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
})

/** One thing that somebody did. `about`: name of the person in `subject`. */
export type AuditRow = z.infer<typeof Row>

/** What was done in these cities, the newest first. */
export async function auditRows({ db }: Pick<Deps, 'db'>, asked: AuditAsked): Promise<AuditRow[]> {
  const { topic, limit, offset } = asked
  const most = limit + offset
  const parts = [
    ...(topic === null || topic === 'complaints' ? [acts(asked, most)] : []),
    ...(topic === null || topic === 'contacts' ? [looks(asked, most)] : []),
    ...(topic === 'complaints' ? [] : [logged(asked, most)]),
  ]
  const rows = await db.$queryRaw<unknown[]>`
    SELECT f.at, f.source, f.kind, s.name AS staff, f.number, f.subject, a.name AS about, f.detail
    FROM (${Prisma.join(parts, ' UNION ALL ')}) f
    LEFT JOIN staff s ON s.id = f.staff_id
    LEFT JOIN staff a
      ON a.id = CASE WHEN f.subject ~ '^staff [0-9]{1,9}$' THEN substr(f.subject, 7)::int END
    ORDER BY f.at DESC, f.source, f.tie DESC LIMIT ${limit} OFFSET ${offset}`
  return rows.map((row) => Row.parse(row))
}

const acts = (asked: AuditAsked, most: number) => Prisma.sql`
  (SELECT e.at, 'activity' AS source, e.kind, e.staff_id, c.number, '' AS subject, NULL::jsonb AS detail, e.seq AS tie
   FROM activity e JOIN complaint c ON c.id = e.complaint_id
   WHERE e.staff_id IS NOT NULL AND c.city_id = ANY(${asked.cityIds}::int[])
     AND ${within(asked, Prisma.sql`e.at`, Prisma.sql`e.staff_id`)} AND ${ofNumber(asked)}
   ORDER BY e.at DESC, e.seq DESC LIMIT ${most})`

const looks = (asked: AuditAsked, most: number) => Prisma.sql`
  (SELECT l.at, 'look' AS source, l.what AS kind, l.staff_id, c.number, '' AS subject,
     jsonb_build_object('reason', l.reason) AS detail, l.id AS tie
   FROM staff_look l JOIN complaint c ON c.id = l.complaint_id
   WHERE c.city_id = ANY(${asked.cityIds}::int[])
     AND ${within(asked, Prisma.sql`l.at`, Prisma.sql`l.staff_id`)} AND ${ofNumber(asked)}
   ORDER BY l.at DESC, l.id DESC LIMIT ${most})`

/** A filter by person finds what was done to them as well. */
const logged = (asked: AuditAsked, most: number) => Prisma.sql`
  (SELECT g.at, 'log' AS source, g.kind, g.staff_id, NULL::text AS number, g.subject, g.detail, g.id AS tie
   FROM staff_log g
   WHERE (g.city_id = ANY(${asked.cityIds}::int[])
       OR (g.city_id IS NULL AND g.staff_id IN (SELECT staff_id FROM staff_role WHERE city_id = ANY(${asked.cityIds}::int[]))))
     AND ${within({ ...asked, person: null }, Prisma.sql`g.at`, Prisma.sql`g.staff_id`)}
     AND ${asked.person === null ? Prisma.sql`true` : Prisma.sql`(g.staff_id = ${asked.person} OR g.subject = ${`staff ${asked.person}`})`}
     AND ${asked.number === null ? Prisma.sql`true` : Prisma.sql`g.subject = ${asked.number}`}
     AND ${asked.topic === null ? Prisma.sql`true` : Prisma.sql`g.kind = ANY(${kindsOf(asked.topic)})`}
   ORDER BY g.at DESC, g.id DESC LIMIT ${most})`

const kindsOf = (topic: AuditTopic): StaffLogKind[] => staffLogKinds.filter((kind) => topicOf[kind] === topic)

function within({ person, from, until }: AuditAsked, at: Prisma.Sql, staffId: Prisma.Sql): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`true`,
      ...(person === null ? [] : [Prisma.sql`${staffId} = ${person}`]),
      ...(from === null ? [] : [Prisma.sql`${at} >= ${toDate(from)}`]),
      ...(until === null ? [] : [Prisma.sql`${at} < ${toDate(until)}`]),
    ],
    ' AND ',
  )
}

const ofNumber = ({ number }: AuditAsked) =>
  number === null ? Prisma.sql`true` : Prisma.sql`c.number = ${number}`

/** Everybody who has or had something to do in these cities, for the filter. */
export async function auditedPeople(
  { db }: Pick<Deps, 'db'>,
  cityIds: readonly number[],
): Promise<{ id: number; name: string }[]> {
  return db.staff.findMany({
    where: { roles: { some: { cityId: { in: [...cityIds] } } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
    take: 1000,
  })
}
