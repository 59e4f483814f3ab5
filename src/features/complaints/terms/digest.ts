import type { Temporal } from 'temporal-polyfill'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { signUnsubscribe, unsubscribePath } from '../../../platform/mail/mail-links.ts'
import { endOfDay, localDate } from '../../../platform/time/local-day.ts'
import { addWorkingDays, isWorkingDay } from '../../../platform/time/working-days.ts'
import { calendarOf, cities, cityById } from '../../city/index.ts'
import { caseItems, type ListedCase, readerOf, sendToStaff } from './term-mail.ts'

const keptDays = 30
const mostOfEach = 10

/** The day of a digest: local days as ISO dates, instants in milliseconds UTC. */
export type DigestDay = { staffId: number; cityId: number; today: string; now: number; since: number }

/**
 * Adds the daily mail of everybody who has not given it up, in cities where it is a working day. A row per person and day
 * makes it once. Returns how many.
 */
export async function makeDigests(deps: Deps, now: Temporal.Instant): Promise<number> {
  let made = 0
  for (const city of await cities(deps)) {
    const today = localDate(now, city.timeZone)
    const calendar = await calendarOf(deps, city.calendar)
    if (!isWorkingDay(today, calendar)) continue
    const day = {
      cityId: city.id,
      today: today.toString(),
      now: now.epochMilliseconds,
      since: endOfDay(addWorkingDays(today, -2, calendar), city.timeZone).epochMilliseconds,
    }
    const people = await deps.db.$queryRaw<{ id: number }[]>`
      SELECT DISTINCT s.id FROM staff s JOIN staff_role r ON r.staff_id = s.id AND r.city_id = ${city.id}
        LEFT JOIN staff_mail_choice m ON m.staff_id = s.id
      WHERE s.disabled_at IS NULL AND s.password_hash IS NOT NULL AND coalesce(m.digest, true)
      ORDER BY s.id`
    for (const { id } of people) if (await makeOne(deps, { ...day, staffId: id })) made++
  }
  const before = now.subtract({ hours: 24 * keptDays }).epochMilliseconds
  await deps.db.staffDigest.deleteMany({ where: { createdAt: { lt: toDate(before) } } })
  return made
}

const makeOne = (deps: Deps, day: DigestDay): Promise<boolean> =>
  inTransaction(deps.db, async (tx) => {
    const { staffId, today, now } = day
    const { count } = await tx.staffDigest.createMany({
      data: [{ staffId, day: dayToDate(today), createdAt: toDate(now) }],
      skipDuplicates: true,
    })
    if (count > 0) await deps.jobs.add(tx, 'complaints.digest-mail', day)
    return count > 0
  })

type DigestCase = ListedCase & { part: 'today' | 'late' | 'fresh' }

/** What this person has to do today; no mail when that is nothing. */
export async function mailDigest(deps: Deps, day: DigestDay): Promise<void> {
  const reader = await readerOf(deps, day.staffId)
  if (reader === null) return
  const cases = await digestCases(deps, day)
  if (cases.length === 0) return
  const t = deps.texts.in(reader.lang)
  const parts = (['today', 'late', 'fresh'] as const).map((part) => ({
    part,
    all: cases.filter((one) => one.part === part),
  }))
  const items = []
  for (const { part, all } of parts) {
    const listed = await caseItems(deps, { cases: all.slice(0, mostOfEach), lang: reader.lang, t })
    items.push(...listed.map((item) => ({ ...item, lines: [t(`terms:digest.${part}`), ...item.lines] })))
  }
  await sendToStaff(deps, reader, {
    id: `digest.${day.staffId}.${day.today}`,
    subject: t('terms:digest.subject'),
    lead: parts
      .filter(({ all }) => all.length > 0)
      .map(({ part, all }) => countLine(t, part, all.length))
      .join(' · '),
    items,
    notes: [],
    why: t('terms:digest.why'),
    stopHref: await stopHrefOf(deps, day, reader.lang),
  })
}

/** Where the summary is given up by one press; null when the city is gone. */
async function stopHrefOf(deps: Deps, { staffId, cityId }: DigestDay, lang: Lang): Promise<string | null> {
  const city = await cityById(deps, cityId)
  if (city === null) return null
  const signed = signUnsubscribe(deps.keys, { kind: 'd', id: staffId })
  return deps.config.publicUrl + unsubscribePath(lang, city.slug, signed)
}

const countLine = (t: Translate, part: 'today' | 'late' | 'fresh', count: number): string =>
  t(`terms:digest.count.${part}`, { count })

/** Own ones that end today or are late, and what came to the own offices since the last working day. */
const digestCases = ({ db }: Pick<Deps, 'db'>, { staffId, cityId, today, now, since }: DigestDay) =>
  db.$queryRaw<DigestCase[]>`
    SELECT c.number, c.city_id AS "cityId", c.category_id AS "categoryId", c.office_id AS "officeId",
      c.due_on::text AS "dueOn",
      CASE WHEN c.assignee_id = ${staffId} AND c.due_on = ${today}::date THEN 'today'
        WHEN c.assignee_id = ${staffId} AND c.due_at < ${toDate(now)} THEN 'late' ELSE 'fresh' END AS part
    FROM complaint c JOIN custody u ON u.complaint_id = c.id AND u.end_kind = 'open'
    WHERE c.city_id = ${cityId} AND c.open AND (
      c.assignee_id = ${staffId} AND (c.due_on = ${today}::date OR c.due_at < ${toDate(now)})
      OR u.start_at > ${toDate(since)} AND u.office_id IN (
        SELECT r.office_id FROM staff_role r WHERE r.staff_id = ${staffId} AND r.office_id IS NOT NULL))
    ORDER BY c.due_at, c.id LIMIT 500`
