import { z } from 'zod'
import { blindIndexes } from '../../../platform/crypto/seal.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { comparedSince, normaliseEmail } from '../../complaints/index.ts'

/**
 * What complaints that were invented to be solved at once have in common (reliability.md C6): staff of the office are
 * their authors, or one contact sends them, or their words repeat, or one person solves them while they come in. Honest
 * people look the same now and then, so each is a question for the auditor and nothing is done by itself.
 */
export const patternKinds = ['staff', 'reporter', 'words', 'minutes'] as const
export type PatternKind = (typeof patternKinds)[number]

/** From so many complaints of one office on. */
export const leastOf = { staff: 1, reporter: 5, words: 4, minutes: 5 } as const satisfies Record<
  PatternKind,
  number
>

/** A complaint is easy when it was called solved within so many hours of receipt. */
export const easyHours = 48
/** "While they come in": as the figure `instant` of statistics.md 3, but since the receipt of the complaint. */
export const instantMinutes = 10
/** Letters and spaces. Two people write "Не убран снег" on the same day; hardly anybody writes more than this twice. */
const leastLetters = 20
/** Of each kind: one of them crowds out no other. */
export const mostPatterns = 50
const mostNumbers = 12

const Pattern = z.object({
  kind: z.enum(patternKinds),
  officeId: z.number(),
  /** Whose e-mail it is, or who answered. */
  staff: z.string().nullable(),
  complaints: z.number(),
  /** All that the office called solved in the period. */
  solved: z.number(),
  /** Minutes from receipt to the answer, the median. */
  minutes: z.number(),
  /** The latest of them. */
  numbers: z.array(z.string()),
  /** How many patterns of this kind there are, shown or not. */
  ofKind: z.number(),
})
export type Pattern = z.infer<typeof Pattern>

/**
 * `from`: received since, milliseconds UTC. `comparedIn`: those of the cities whose residents read the portal's own words
 * about contacts.
 */
export type PatternsAsked = { cityIds: readonly number[]; comparedIn: readonly number[]; from: number }

/**
 * Kind by kind, the largest first. What residents opened again, what was split off or imported, counts as honest. An
 * account counts from its creation on and only once somebody has entered it: whoever invites the address of a resident
 * learns nothing by that. Roles bear no day: who moved into an office later counts as its own.
 */
export async function unusualPatterns(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  asked: PatternsAsked,
): Promise<Pattern[]> {
  const people = await db.staff.findMany({
    where: {
      roles: { some: { cityId: { in: [...asked.cityIds] } } },
      OR: [{ passwordHash: { not: null } }, { identities: { some: {} } }],
    },
    select: { id: true, email: true },
  })
  // Contacts are encrypted; those of staff are found by their keyed hashes, under an earlier secret as well.
  const known = people.flatMap(({ id, email }) =>
    blindIndexes(keys, 'email', normaliseEmail(email) ?? email).map((index) => ({ id, index })),
  )
  const rows = await db.$queryRaw<unknown[]>`
    WITH solved AS MATERIALIZED (
      SELECT DISTINCT ON (c.id) c.id, c.number, c.city_id, c.received_at, a.at, a.office_id, a.staff_id, c.text,
        ${isCompared(asked)} AS compared
      FROM complaint c JOIN answer a ON a.complaint_id = c.id
      WHERE c.city_id = ANY(${asked.cityIds}::int[]) AND c.received_at >= ${toDate(asked.from)} AND c.source IS NULL
        AND c.split_from_id IS NULL AND a.outcome = 'solved'
        AND NOT EXISTS (SELECT FROM answer r WHERE r.complaint_id = c.id AND r.reopened_at IS NOT NULL)
      ORDER BY c.id, a.no DESC
    ), easy AS (
      SELECT *, btrim(lower(regexp_replace(text, '[^[:alpha:]]+', ' ', 'g'))) AS words
      FROM solved WHERE at < received_at + make_interval(hours => ${easyHours}::int)
    ), known AS (
      SELECT * FROM unnest(${known.map(({ id }) => id)}::int[], ${known.map(({ index }) => index)}::bytea[])
        AS k(staff_id, blind_index)
    ), marked AS (
      SELECT 'staff' AS kind, k.staff_id::text AS same, s.number, s.office_id, s.received_at, s.at
      FROM solved s JOIN complaint_contact x ON x.complaint_id = s.id AND s.compared AND x.kind = 'email'
        JOIN known k ON k.blind_index = x.blind_index
        JOIN staff p ON p.id = k.staff_id AND p.created_at < s.received_at
          AND (p.disabled_at IS NULL OR p.disabled_at > s.received_at)
      WHERE s.staff_id = p.id OR EXISTS (SELECT FROM staff_role r WHERE r.staff_id = p.id AND r.office_id = s.office_id)
      UNION ALL
      SELECT 'reporter', x.kind || encode(x.blind_index, 'hex'), s.number, s.office_id, s.received_at, s.at
      FROM easy s JOIN complaint_contact x ON x.complaint_id = s.id AND s.compared AND x.kind IN ('email', 'phone')
      UNION ALL
      SELECT 'words', md5(s.words), s.number, s.office_id, s.received_at, s.at
      FROM easy s WHERE length(s.words) >= ${leastLetters}
      UNION ALL
      SELECT 'minutes', s.staff_id::text, s.number, s.office_id, s.received_at, s.at
      FROM easy s WHERE s.staff_id IS NOT NULL AND s.at < s.received_at + make_interval(mins => ${instantMinutes}::int)
    ), alike AS (
      SELECT kind, office_id, same, count(*)::int AS complaints, max(received_at) AS latest,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM at - received_at) / 60)::float AS minutes,
        array_agg(number ORDER BY received_at DESC, number) AS numbers
      FROM marked GROUP BY kind, office_id, same
      HAVING count(*) >= (${JSON.stringify(leastOf)}::jsonb ->> kind)::int
    ), once AS (
      -- Who leaves an address and a phone number with each is one person.
      SELECT DISTINCT ON (kind, office_id, numbers) * FROM alike ORDER BY kind, office_id, numbers, same
    ), ranked AS (
      SELECT *, count(*) OVER (PARTITION BY kind)::int AS of_kind,
        row_number() OVER (PARTITION BY kind ORDER BY complaints DESC, latest DESC, same) AS place
      FROM once
    )
    SELECT f.kind, f.office_id AS "officeId", p.name AS staff, f.complaints, f.minutes,
      f.numbers[1:${mostNumbers}::int] AS numbers, f.of_kind AS "ofKind",
      (SELECT count(*)::int FROM solved s WHERE s.office_id = f.office_id) AS solved
    FROM ranked f LEFT JOIN staff p ON f.kind IN ('staff', 'minutes') AND p.id::text = f.same
    WHERE f.place <= ${mostPatterns}
    ORDER BY array_position(${[...patternKinds]}::text[], f.kind), f.place`
  return rows.map((row) => Pattern.parse(row))
}

const Concentration = z.object({
  officeId: z.number(),
  complaints: z.number(),
  withContact: z.number(),
  contacts: z.number(),
  /** Of the contact that sent most. */
  most: z.number(),
})
export type Concentration = z.infer<typeof Concentration>

/** Offices of fewer complaints say nothing by their shares (statistics.md, small numbers). */
export const leastOfOffice = 20

/** From how many different contacts the complaints of each office came, the largest share of one contact first. */
export async function concentrations(
  { db }: Pick<Deps, 'db'>,
  asked: PatternsAsked,
): Promise<Concentration[]> {
  const rows = await db.$queryRaw<unknown[]>`
    WITH sent AS (
      SELECT c.office_id, x.blind_index, count(*)::int AS n
      FROM complaint c LEFT JOIN LATERAL (${contactOf(Prisma.sql`c.id`)}) x
        ON ${isCompared(asked)}
      WHERE c.city_id = ANY(${asked.cityIds}::int[]) AND c.received_at >= ${toDate(asked.from)} AND c.source IS NULL
        AND c.split_from_id IS NULL AND c.office_id IS NOT NULL
      GROUP BY c.office_id, x.blind_index
    )
    SELECT office_id AS "officeId", sum(n)::int AS complaints, coalesce(sum(n) FILTER (WHERE blind_index IS NOT NULL), 0)::int
      AS "withContact", count(blind_index)::int AS contacts, coalesce(max(n) FILTER (WHERE blind_index IS NOT NULL), 0)::int AS most
    FROM sent GROUP BY office_id HAVING sum(n) >= ${leastOfOffice}
    ORDER BY coalesce(max(n) FILTER (WHERE blind_index IS NOT NULL), 0)::float / sum(n) DESC, office_id`
  return rows.map((row) => Concentration.parse(row))
}

/**
 * Contacts are compared where the words beside the form said so: of today's version, not those that a city wrote itself,
 * and not what was read out at the desk.
 */
const isCompared = ({ comparedIn }: PatternsAsked) => Prisma.sql`
  coalesce(c.channel = 'web' AND c.consent_version >= ${comparedSince}, false)
  AND c.city_id = ANY(${comparedIn}::int[])`

/** One for each complaint: who leaves an address and a phone number is one person. */
const contactOf = (complaintId: Prisma.Sql) => Prisma.sql`
  SELECT o.blind_index FROM complaint_contact o
  WHERE o.complaint_id = ${complaintId} AND o.kind IN ('email', 'phone') ORDER BY o.kind LIMIT 1`
