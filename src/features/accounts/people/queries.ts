import { z } from 'zod'
import { toDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { type RoleAt, staffRoles } from '../roles.ts'
import type { Reach } from './rules.ts'

type Db = { db: Transaction }

const Role = z.object({ cityId: z.int(), officeId: z.int().nullable(), role: z.enum(staffRoles) })

const Row = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  disabled: z.boolean(),
  asleep: z.boolean(),
  invited: z.boolean(),
  hasFactor: z.boolean(),
  seenAt: z.date().nullable(),
  roles: z.array(Role),
})

/** A person in the list. `invited`: no password yet. `seenAt`: last use of a session that has not ended. */
export type PersonRow = z.infer<typeof Row>

export const mostPeople = 500

/** The accounts within reach whose name or address holds `text`, by name. */
export async function peopleWithin({ db }: Db, reach: Reach, text = ''): Promise<PersonRow[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const rows = await db.$queryRaw<unknown[]>`
    SELECT s.id, s.name, s.email, s.disabled_at IS NOT NULL AS disabled,
      s.disabled_for IS NOT DISTINCT FROM 'unused' AS asleep, s.password_hash IS NULL AS invited,
      (EXISTS (SELECT 1 FROM staff_totp f WHERE f.staff_id = s.id)
        OR EXISTS (SELECT 1 FROM staff_passkey k WHERE k.staff_id = s.id)) AS "hasFactor",
      (SELECT max(e.seen_at) FROM staff_session e WHERE e.staff_id = s.id) AS "seenAt",
      (SELECT json_agg(json_build_object('cityId', r.city_id, 'officeId', r.office_id, 'role', r.role) ORDER BY r.id)
        FROM staff_role r WHERE r.staff_id = s.id) AS roles
    FROM staff s
    WHERE EXISTS (
        SELECT 1 FROM staff_role r WHERE r.staff_id = s.id
          AND (r.city_id = ANY(${reach.cityIds}::int[]) OR r.office_id = ANY(${reach.officeIds}::int[])))
      AND (s.name ILIKE ${pattern} OR s.email ILIKE ${pattern})
    ORDER BY s.disabled_at IS NOT NULL, s.name, s.id LIMIT ${mostPeople}`
  return rows.map((row) => Row.parse(row))
}

export type Person = {
  id: number
  name: string
  email: string
  position: { kk: string; ru: string; en: string }
  disabled: boolean
  /** Closed because nobody used it. */
  asleep: boolean
  invited: boolean
  hasApp: boolean
  passkeys: number
  codesLeft: number
  sessions: number
  roles: RoleAt[]
  /** Who stands in for this person, and for whom this person does; the days as ISO. */
  substitutes: { id: number; direction: 'by' | 'for'; name: string; fromOn: string; toOn: string }[]
}

const isoDay = (date: Date) => date.toISOString().slice(0, 10)

/** One account within reach, or null. `at` in milliseconds UTC. */
export async function personWithin(
  { db }: Db,
  { reach, id, at, ownId }: { reach: Reach; id: number; at: number; ownId: number },
): Promise<Person | null> {
  const { cityIds, officeIds } = reach
  const within = { roles: { some: { OR: [{ cityId: { in: cityIds } }, { officeId: { in: officeIds } }] } } }
  const since = { endedAt: null, toOn: { gte: toDate(at - 86_400_000) } }
  const row = await db.staff.findFirst({
    where: { id, ...(id === ownId ? {} : within) },
    include: {
      roles: { orderBy: { id: 'asc' } },
      totp: { select: { staffId: true } },
      substitutes: {
        where: since,
        orderBy: { fromOn: 'asc' },
        include: { substitute: { select: { name: true } } },
      },
      standsInFor: {
        where: since,
        orderBy: { fromOn: 'asc' },
        include: { absent: { select: { name: true } } },
      },
      _count: {
        select: {
          passkeys: true,
          recoveryCodes: { where: { usedAt: null } },
          sessions: { where: { expiresAt: { gt: toDate(at) } } },
        },
      },
    },
  })
  if (row === null) return null
  return {
    ...{ id: row.id, name: row.name, email: row.email },
    position: { kk: row.positionKk, ru: row.positionRu, en: row.positionEn },
    disabled: row.disabledAt !== null,
    asleep: row.disabledFor === 'unused',
    invited: row.passwordHash === null,
    hasApp: row.totp !== null,
    passkeys: row._count.passkeys,
    codesLeft: row._count.recoveryCodes,
    sessions: row._count.sessions,
    roles: z.array(Role).parse(row.roles),
    substitutes: [
      ...row.substitutes.map(({ substitute, ...one }) => ({
        ...one,
        direction: 'by' as const,
        name: substitute.name,
      })),
      ...row.standsInFor.map(({ absent, ...one }) => ({
        ...one,
        direction: 'for' as const,
        name: absent.name,
      })),
    ].map(({ id: substituteId, direction, name, fromOn, toOn }) => ({
      ...{ id: substituteId, direction, name },
      fromOn: isoDay(fromOn),
      toOn: isoDay(toOn),
    })),
  }
}

/** Who can stand in for somebody: people of the same cities who can sign in. */
export async function standInsFor(
  { db }: Db,
  { id, cityIds }: { id: number; cityIds: number[] },
): Promise<{ id: number; name: string }[]> {
  return db.staff.findMany({
    where: { id: { not: id }, disabledAt: null, roles: { some: { cityId: { in: cityIds } } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
    take: mostPeople,
  })
}
