import type { Deps } from '../../platform/deps.ts'
import { type City, calendarOf } from '../city/index.ts'
import { directoryOf } from '../offices/index.ts'
import { type DemoCity, type DemoRun, demoSource, runName } from './invent.ts'
import type { Album } from './photos/album.ts'
import { cityStaffOf, type RoleRow } from './staff.ts'

/** What complaints of a city are made from. Throws when its demo staff is not there. */
export async function demoCityOf(
  deps: Pick<Deps, 'cache' | 'db' | 'now'>,
  city: City,
  album: Album,
): Promise<DemoCity> {
  const [directory, calendar, streets, roles] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
    deps.db.street.findMany({ where: { cityId: city.id }, orderBy: { id: 'asc' } }),
    rolesOf(deps, city.id),
  ])
  const staff = cityStaffOf(roles)
  if (staff === null) throw new Error(`${city.slug} has no demo staff`)
  return {
    city,
    directory,
    calendar,
    streets: streets.map(({ kind, nameKk, nameRu, formerNames }) => ({
      kind,
      kk: nameKk,
      ru: nameRu,
      former: formerNames,
    })),
    staff,
    album,
  }
}

/** Roles of people who may work, the oldest first. */
export function rolesOf({ db }: Pick<Deps, 'db'>, cityId: number): Promise<RoleRow[]> {
  return db.staffRole.findMany({
    where: { cityId, staff: { disabledAt: null } },
    orderBy: { id: 'asc' },
    select: { staffId: true, officeId: true, role: true },
  })
}

/** How many complaints of a run are written; a run is written in its order. */
export function writtenOf({ db }: Pick<Deps, 'db'>, cityId: number, run: DemoRun): Promise<number> {
  return db.complaint.count({
    where: { cityId, source: demoSource, externalId: { startsWith: `${runName(run)}.` } },
  })
}

/** Which of these numbers are taken. */
export async function takenNumbers(
  { pool }: Pick<Deps, 'pool'>,
  numbers: readonly string[],
): Promise<string[]> {
  const { rows } = await pool.query<{ number: string }>(
    'SELECT number FROM complaint WHERE number = ANY($1)',
    [numbers],
  )
  return rows.map(({ number }) => number)
}

/** True when the city has complaints that the demo did not make. */
export async function hasRealComplaints({ db }: Pick<Deps, 'db'>, cityId: number): Promise<boolean> {
  const found = await db.complaint.findFirst({
    where: { cityId, OR: [{ source: null }, { source: { not: demoSource } }] },
    select: { id: true },
  })
  return found !== null
}

export async function hasComplaints({ db }: Pick<Deps, 'db'>, cityId: number): Promise<boolean> {
  return (await db.complaint.findFirst({ where: { cityId }, select: { id: true } })) !== null
}
