import { z } from 'zod'
import { hashToken } from '../../platform/crypto/token.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { langs } from '../../platform/i18n/texts.ts'
import { type Scope, staffRoles } from './roles.ts'
import type { StaffMember } from './staff-member.ts'

type Db = Pick<Deps, 'db'>

const Names = z.object({ kk: z.string(), ru: z.string(), en: z.string() })
const StaffRow = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  lang: z.enum(langs),
  position: Names,
  roles: z.array(
    z.object({
      cityId: z.int(),
      officeId: z.int().nullable(),
      role: z.enum(staffRoles),
      place: Names,
    }),
  ),
})

/** A person who may work here, with the roles; null when there is none or the account was disabled. */
export async function staffMember({ db }: Db, id: number): Promise<StaffMember | null> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT s.id, s.name, s.email, s.lang,
      json_build_object('kk', s.position_kk, 'ru', s.position_ru, 'en', s.position_en) AS position,
      coalesce(json_agg(json_build_object(
        'cityId', r.city_id, 'officeId', r.office_id, 'role', r.role,
        'place', json_build_object(
          'kk', coalesce(o.short_kk, c.name_kk),
          'ru', coalesce(o.short_ru, c.name_ru),
          'en', coalesce(o.short_en, c.name_en))
      ) ORDER BY r.id) FILTER (WHERE r.id IS NOT NULL), '[]') AS roles
    FROM staff s
    LEFT JOIN staff_role r ON r.staff_id = s.id
    LEFT JOIN city c ON c.id = r.city_id
    LEFT JOIN office o ON o.id = r.office_id
    WHERE s.id = ${id} AND s.disabled_at IS NULL
    GROUP BY s.id`
  if (rows.length === 0) return null
  const { roles, ...person } = StaffRow.parse(rows[0])
  return {
    ...person,
    roles: roles.map(({ place, ...role }) => role),
    officeLabel: [...new Set(roles.map(({ place }) => place[person.lang]))].join(', '),
  }
}

/** People with a role in this very office, to whom its work can be given; none where there is no office. */
export async function officeStaff(
  { db }: { db: Transaction },
  { cityId, officeId }: Scope,
): Promise<{ id: number; name: string }[]> {
  if (officeId === null) return []
  return db.staff.findMany({
    where: { disabledAt: null, roles: { some: { cityId, officeId } } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}

/** What a password is compared with. `email` as `normalEmail` gives it. */
export async function credentialsOf(
  { db }: Db,
  email: string,
): Promise<{ id: number; passwordHash: string | null } | null> {
  return db.staff.findFirst({ where: { email, disabledAt: null }, select: { id: true, passwordHash: true } })
}

/** Whom a set-up link that still works belongs to. `at` in milliseconds UTC. */
export async function ownerOfSetupLink(
  { db }: Db,
  token: string,
  at: number,
): Promise<{ name: string; email: string; lang: string } | null> {
  const link = await db.staffSetupLink.findFirst({
    where: {
      tokenHash: hashToken(token),
      usedAt: null,
      expiresAt: { gt: toDate(at) },
      staff: { disabledAt: null },
    },
    select: { staff: { select: { name: true, email: true, lang: true } } },
  })
  return link?.staff ?? null
}

/** Times in milliseconds UTC. */
export type SessionRow = { idHash: Uint8Array; userAgent: string; createdAt: number; seenAt: number }

/** A person's sessions that have not ended, the one used last first. */
export async function sessionsOf({ db }: Db, staffId: number, at: number): Promise<SessionRow[]> {
  const rows = await db.staffSession.findMany({
    where: { staffId, expiresAt: { gt: toDate(at) } },
    orderBy: [{ seenAt: 'desc' }, { createdAt: 'desc' }],
    select: { idHash: true, userAgent: true, createdAt: true, seenAt: true },
  })
  return rows.map(({ idHash, userAgent, createdAt, seenAt }) => ({
    idHash,
    userAgent: userAgent ?? '',
    createdAt: createdAt.getTime(),
    seenAt: seenAt.getTime(),
  }))
}

export type StaffListRow = {
  email: string
  name: string
  state: 'invited' | 'active' | 'disabled'
  roles: { city: string; office: string | null; role: string }[]
  /** Sessions that have not ended. */
  sessions: number
}

/** Everybody, or those with a role in one city, for the command line. */
export async function staffList({ db }: Db, at: number, citySlug?: string): Promise<StaffListRow[]> {
  const rows = await db.staff.findMany({
    ...(citySlug === undefined ? {} : { where: { roles: { some: { city: { slug: citySlug } } } } }),
    orderBy: { email: 'asc' },
    include: {
      roles: {
        orderBy: { id: 'asc' },
        include: { city: { select: { slug: true } }, office: { select: { code: true } } },
      },
      _count: { select: { sessions: { where: { expiresAt: { gt: toDate(at) } } } } },
    },
  })
  return rows.map((row) => ({
    email: row.email,
    name: row.name,
    state: row.disabledAt !== null ? 'disabled' : row.passwordHash === null ? 'invited' : 'active',
    roles: row.roles.map(({ city, office, role }) => ({
      city: city.slug,
      office: office?.code ?? null,
      role,
    })),
    sessions: row._count.sessions,
  }))
}
