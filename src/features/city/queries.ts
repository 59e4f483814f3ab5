import { dateToDay } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { WorkingCalendar } from '../../platform/time/working-days.ts'
import { type Area, type City, namesOf } from './city.ts'
import { CityTerms } from './city-terms.ts'
import { CityProfile } from './profile.ts'
import { Residents } from './residents.ts'

/** How long a change may take to be seen by another process that its notice did not reach. */
const keptMs = 15_000
/** Older ones have ended long ago. */
const mostNotices = 50

/** All cities of this installation, in their order. */
export function cities({ cache, db }: Pick<Deps, 'cache' | 'db'>): Promise<City[]> {
  return cache.get('city:all', keptMs, async () => {
    const rows = await db.city.findMany({
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      include: {
        districts: { orderBy: [{ position: 'asc' }, { id: 'asc' }] },
        notices: { orderBy: { endsOn: 'desc' }, take: mostNotices },
      },
    })
    return rows.map((row) => ({
      id: row.id,
      slug: row.slug,
      names: namesOf(row),
      timeZone: row.timeZone,
      calendar: row.calendar,
      brandColour: row.brandColour,
      publication: row.publication === 'before' ? 'before' : 'after',
      countFrom: row.countFrom === 'sameDay' ? 'sameDay' : 'nextDay',
      workingDayEnds: row.workingDayEnds,
      termDays: row.termDays,
      reopenDays: row.reopenDays,
      askDays: row.askDays,
      terms: CityTerms.parse(row.terms),
      demo: row.demo,
      openedAt: row.openedAt.getTime(),
      profile: CityProfile.parse(row.profile),
      notices: row.notices.map((notice) => ({
        code: notice.code,
        place: notice.place === 'filing' ? 'filing' : 'strip',
        tone: notice.tone === 'danger' || notice.tone === 'warning' ? notice.tone : 'info',
        text: { kk: notice.textKk, ru: notice.textRu, en: notice.textEn },
        link: notice.link,
        startsOn: dateToDay(notice.startsOn),
        endsOn: dateToDay(notice.endsOn),
      })),
      areas: row.districts.map(
        (district): Area => ({
          id: district.id,
          code: district.code,
          kind: district.kind,
          names: namesOf(district),
          shape: district.shape as Area['shape'],
          residents: Residents.nullable().parse(district.residents),
        }),
      ),
    }))
  })
}

export async function cityBySlug(deps: Pick<Deps, 'cache' | 'db'>, slug: string): Promise<City | null> {
  return (await cities(deps)).find((city) => city.slug === slug) ?? null
}

export async function cityById(deps: Pick<Deps, 'cache' | 'db'>, id: number): Promise<City | null> {
  return (await cities(deps)).find((city) => city.id === id) ?? null
}

/** The working calendar in force, with the newest version's name. */
export function calendarOf(
  { cache, db }: Pick<Deps, 'cache' | 'db'>,
  name: string,
): Promise<WorkingCalendar> {
  return cache.get(`calendar:${name}`, keptMs, async () => {
    const [days, versions] = await Promise.all([
      db.calendarDay.findMany({ where: { calendar: name } }),
      db.calendarVersion.findMany({ where: { calendar: name }, orderBy: { since: 'desc' }, take: 1 }),
    ])
    const of = (kind: string) =>
      new Set(days.filter((day) => day.kind === kind).map((day) => dateToDay(day.day)))
    return { version: versions[0]?.version ?? 'none', off: of('off'), work: of('work') }
  })
}
