import { z } from 'zod'
import { unseal } from '../../platform/crypto/seal.ts'
import { hashToken } from '../../platform/crypto/token.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { langs } from '../../platform/i18n/texts.ts'
import { cityById } from '../city/index.ts'
import { setupLinkContext } from './actions/issue-setup-link.ts'
import { type RoleAt, type Scope, staffRoles } from './roles.ts'
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
  standsInFor: z.array(z.object({ id: z.int(), name: z.string() })),
})

/**
 * A person who may work here, with the roles, those of the people whose work this person does today among them; null
 * when there is none or the account was disabled.
 */
export async function staffMember(
  { db, now }: Db & Pick<Deps, 'now'>,
  id: number,
): Promise<StaffMember | null> {
  const at = toDate(now().epochMilliseconds)
  const rows = await db.$queryRaw<unknown[]>`
    WITH held AS (
      SELECT r.*, NULL::int AS absent_id FROM staff_role r WHERE r.staff_id = ${id}
      UNION ALL
      SELECT r.*, u.absent_id
      FROM staff_substitute u
      JOIN staff a ON a.id = u.absent_id AND a.disabled_at IS NULL
      JOIN staff_role r ON r.staff_id = u.absent_id
      JOIN city c ON c.id = r.city_id
      WHERE u.substitute_id = ${id} AND u.ended_at IS NULL
        AND (${at}::timestamptz AT TIME ZONE c.time_zone)::date BETWEEN u.from_on AND u.to_on
    )
    SELECT s.id, s.name, s.email, s.lang,
      json_build_object('kk', s.position_kk, 'ru', s.position_ru, 'en', s.position_en) AS position,
      coalesce(json_agg(json_build_object(
        'cityId', h.city_id, 'officeId', h.office_id, 'role', h.role,
        'place', json_build_object(
          'kk', coalesce(o.short_kk, c.name_kk),
          'ru', coalesce(o.short_ru, c.name_ru),
          'en', coalesce(o.short_en, c.name_en))
      ) ORDER BY h.absent_id NULLS FIRST, h.id) FILTER (WHERE h.id IS NOT NULL), '[]') AS roles,
      coalesce((
        SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY a.name, a.id)
        FROM staff a WHERE a.id IN (SELECT absent_id FROM held)
      ), '[]') AS "standsInFor"
    FROM staff s
    LEFT JOIN held h ON true
    LEFT JOIN city c ON c.id = h.city_id
    LEFT JOIN office o ON o.id = h.office_id
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

/** A link whose mail is not sent yet, and for whom it is. `invited`: the person has no password yet. */
export type LinkToMail = {
  token: string
  purpose: string
  /** Milliseconds UTC. */
  expiresAt: number
  invited: boolean
  name: string
  email: string
  lang: string
  roles: RoleAt[]
}

export async function linkToMail(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<LinkToMail | null> {
  const row = await db.staffSetupLink.findFirst({
    where: { tokenHash, usedAt: null, sealedToken: { not: null }, staff: { disabledAt: null } },
    include: { staff: { include: { roles: true } } },
  })
  if (row === null || row.sealedToken === null) return null
  const { staff } = row
  const name = Buffer.from(tokenHash).toString('base64url')
  return {
    token: unseal(keys, row.sealedToken, setupLinkContext(name)),
    purpose: row.purpose,
    expiresAt: row.expiresAt.getTime(),
    invited: staff.passwordHash === null,
    ...{ name: staff.name, email: staff.email, lang: staff.lang },
    roles: staff.roles.flatMap(({ cityId, officeId, role }) => {
      const known = staffRoles.find((one) => one === role)
      return known === undefined ? [] : [{ cityId, officeId, role: known }]
    }),
  }
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

/** Where a person works: days and hours on their pages are those of that city. */
export async function timeZoneOf(
  deps: Pick<Deps, 'cache' | 'db'>,
  { roles }: { roles: readonly { cityId: number }[] },
): Promise<string> {
  const [first] = roles
  const city = first && (await cityById(deps, first.cityId))
  return city?.timeZone ?? 'UTC'
}
