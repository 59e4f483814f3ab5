import { dateToDay } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { type City, calendarOf } from '../city/index.ts'
import { calendarBefore, movedTerm } from './moved-term.ts'
import type { DayDoc } from './things/day.ts'
import { isDay } from './things/day.ts'

type Db = Pick<Deps, 'db' | 'cache'>

/** An open term that another calendar moves. Days are ISO. */
export type Move = {
  complaintId: number
  number: string
  replyLang: string
  fromDueOn: string
  due: { dueOn: string; dueAt: number; calendar: string }
}

type OpenTerm = {
  id: number
  number: string
  reply_lang: string
  start_at: Date
  due_on: Date
  calendar_version: string
}

/**
 * Terms that run and were counted by an older calendar than today's, with the day that they move to. Left alone: those
 * that somebody has extended, and those that something else than the beginning of the stay has set.
 */
export async function movesOf(deps: Db, city: City, today: string): Promise<Move[]> {
  const after = await calendarOf(deps, city.calendar)
  const rows = await deps.db.$queryRaw<OpenTerm[]>`
    SELECT c.id, c.number, c.reply_lang, y.start_at, y.due_on, y.calendar_version
    FROM complaint c JOIN LATERAL (
      SELECT * FROM custody WHERE complaint_id = c.id ORDER BY no DESC LIMIT 1) y ON true
    WHERE c.city_id = ${city.id} AND c.open AND y.end_kind = 'open' AND y.extensions = 0
      AND y.calendar_version <> ${after.version}
      AND (SELECT a.kind FROM activity a WHERE a.complaint_id = c.id AND jsonb_exists(a.payload, 'dueOn')
           ORDER BY a.seq DESC LIMIT 1) IN ('sent', 'transferred', 'reopened', 'rescheduled')
    ORDER BY y.due_on, c.id`
  const calendars = await earlierCalendars(deps, city, {
    after,
    versions: rows.map((row) => row.calendar_version),
  })
  return rows.flatMap((row) => {
    const before = calendars.get(row.calendar_version)
    if (before === undefined) return []
    const running = { startAt: row.start_at.getTime(), dueOn: dateToDay(row.due_on), before }
    const moved = movedTerm({ city, after, today }, running)
    if (moved === null) return []
    const { dueOn, dueAt, calendar } = moved
    return [
      {
        ...{ complaintId: row.id, number: row.number, replyLang: row.reply_lang },
        ...{ fromDueOn: running.dueOn, due: { dueOn, dueAt, calendar } },
      },
    ]
  })
}

/** The calendar as each of these versions had it: today's without the changes that came later. */
async function earlierCalendars(
  { db }: Pick<Deps, 'db'>,
  city: City,
  { after, versions }: { after: WorkingCalendar; versions: readonly string[] },
): Promise<Map<string, WorkingCalendar>> {
  const wanted = new Set(versions)
  if (wanted.size === 0) return new Map()
  const [own, changes] = await Promise.all([
    db.calendarVersion.findMany({ where: { calendar: city.calendar }, orderBy: { since: 'asc' } }),
    db.settingChange.findMany({
      where: { cityId: city.id, kind: 'day' },
      orderBy: { id: 'desc' },
      select: { key: true, before: true },
    }),
  ])
  // Each change of a day has raised the version once and left the day there as a note.
  const laterThan = (version: string) => {
    const place = own.findIndex((one) => one.version === version)
    return own.slice(place + 1).filter(({ note }) => isDay(note)).length
  }
  return new Map(
    [...wanted].map((version) => {
      const undone = changes
        .slice(0, laterThan(version))
        .map(({ key, before }) => ({ day: key, before: before as DayDoc | null }))
      return [version, calendarBefore(after, version, undone)]
    }),
  )
}

export type RecountRow = {
  calendarVersion: string
  askedAt: number
  finishedAt: number | null
  moved: number
  staffName: string
}

/** The last times that terms were counted anew. */
export async function recountsOf({ db }: Pick<Deps, 'db'>, cityId: number): Promise<RecountRow[]> {
  const rows = await db.termRecount.findMany({
    where: { cityId },
    orderBy: { id: 'desc' },
    take: 10,
    include: { staff: { select: { name: true } } },
  })
  return rows.map((row) => ({
    calendarVersion: row.calendarVersion,
    askedAt: row.askedAt.getTime(),
    finishedAt: row.finishedAt?.getTime() ?? null,
    moved: row.moved,
    staffName: row.staff.name,
  }))
}
