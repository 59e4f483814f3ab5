import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { contactDays } from '../rules.ts'

/** The event behind an organiser's link. */
export type OrganiserLink = { id: number; eventId: number; cityId: number; name: string }

/** Null: nobody was given it, it was taken back, or its time is over. `at`: milliseconds UTC. */
export async function organiserLink(
  { db }: Pick<Deps, 'db'>,
  { token, cityId, at }: { token: string; cityId: number; at: number },
): Promise<OrganiserLink | null> {
  return db.eventOrganiserLink.findFirst({
    where: {
      ...{ tokenHash: hashToken(token), cityId, revokedAt: null },
      event: { publishedAt: { not: null }, endsAt: { gt: toDate(at - contactDays * 86_400_000) } },
    },
    select: { id: true, eventId: true, cityId: true, name: true },
  })
}

export type WalkIn = { id: number; persons: number; at: number }

/** Who came without having signed up, the latest first. */
export async function walkInsOf({ db }: Pick<Deps, 'db'>, eventId: number): Promise<WalkIn[]> {
  const rows = await db.eventWalkIn.findMany({ where: { eventId }, orderBy: { id: 'desc' } })
  return rows.map(({ id, persons, at }) => ({ id, persons, at: at.getTime() }))
}

/** What an organiser has written down so far. */
export type DraftRow = {
  participants: number
  hours: number
  bags: number
  text: string
  lang: Lang
  version: number
  isTaken: boolean
}

export async function draftOf({ db }: Pick<Deps, 'db'>, eventId: number): Promise<DraftRow | null> {
  const row = await db.eventResultDraft.findUnique({ where: { eventId } })
  if (row === null) return null
  const { participants, hours, bags, text, lang, version, takenAt } = row
  return { participants, hours, bags, text, lang: lang as Lang, version, isTaken: takenAt !== null }
}

/** How many came by the list and without it, and how many pictures wait for staff. */
export async function organiserCounts(
  { db }: Pick<Deps, 'db'>,
  eventId: number,
): Promise<{ came: number; proposed: number }> {
  const [listed, others, proposed] = await Promise.all([
    db.eventSignUp.aggregate({ where: { eventId, state: { not: 'left' } }, _sum: { came: true } }),
    db.eventWalkIn.aggregate({ where: { eventId }, _sum: { persons: true } }),
    db.eventPhoto.count({ where: { eventId, proposed: true } }),
  ])
  return { came: (listed._sum.came ?? 0) + (others._sum.persons ?? 0), proposed }
}
