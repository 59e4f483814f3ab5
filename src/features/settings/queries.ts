import { z } from 'zod'
import { dateToDay } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { StaffMember } from '../accounts/index.ts'
import { type Doc, type ThingKind, thingKinds } from './thing.ts'

type Db = Pick<Deps, 'db'>

/** Cities that this person administers. */
export const administeredCities = (staff: StaffMember): number[] => [
  ...new Set(
    staff.roles
      .filter(({ role, officeId }) => role === 'city_admin' && officeId === null)
      .map(({ cityId }) => cityId),
  ),
]

/** Instants in milliseconds UTC. */
export type ChangeRow = {
  id: number
  kind: ThingKind
  key: string
  version: number
  at: number
  staffName: string
  before: Doc | null
  after: Doc | null
  undoOf: number | null
  plannedId: number | null
}

export const historyPage = 30

const Kind = z.enum(thingKinds)

/** Changes of a city or of one thing, newest first; one more than a page when there are older ones. */
export async function changesOf(
  { db }: Db,
  cityId: number,
  {
    kind,
    key,
    before,
    take = historyPage,
  }: { kind?: ThingKind; key?: string; before?: number; take?: number } = {},
): Promise<ChangeRow[]> {
  const rows = await db.settingChange.findMany({
    where: {
      cityId,
      ...(kind === undefined ? {} : { kind }),
      ...(key === undefined ? {} : { key }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: take + 1,
    include: { staff: { select: { name: true } } },
  })
  return rows.map((row) => ({
    id: row.id,
    kind: Kind.parse(row.kind),
    key: row.key,
    version: row.version,
    at: row.at.getTime(),
    staffName: row.staff.name,
    before: row.before as Doc | null,
    after: row.after as Doc | null,
    undoOf: row.undoOf,
    plannedId: row.plannedId,
  }))
}

export type PlannedRow = {
  id: number
  kind: ThingKind
  key: string
  takesEffectOn: string
  plannedAt: number
  staffName: string
  before: Doc | null
  after: Doc | null
  outcome: 'applied' | 'cancelled' | 'refused' | null
}

const Outcome = z.enum(['applied', 'cancelled', 'refused']).nullable()

/** What waits for its day, the next first, and what could not be made lately. */
export async function plannedOf({ db }: Db, cityId: number): Promise<PlannedRow[]> {
  const rows = await db.plannedChange.findMany({
    where: { cityId, OR: [{ outcome: null }, { outcome: 'refused' }] },
    orderBy: [{ takesEffectOn: 'asc' }, { id: 'asc' }],
    take: 100,
    include: { staff: { select: { name: true } } },
  })
  return rows.map((row) => ({
    id: row.id,
    kind: Kind.parse(row.kind),
    key: row.key,
    takesEffectOn: dateToDay(row.takesEffectOn),
    plannedAt: row.plannedAt.getTime(),
    staffName: row.staff.name,
    before: row.before as Doc | null,
    after: row.after as Doc | null,
    outcome: Outcome.parse(row.outcome),
  }))
}

/** How many complaints somebody still owes an answer to: of an office, or of a category. */
export async function openComplaints(
  { db }: Db,
  of: { cityId: number; office: string } | { cityId: number; category: string },
): Promise<number> {
  return db.complaint.count({
    where: {
      cityId: of.cityId,
      open: true,
      ...('office' in of ? { office: { code: of.office } } : { category: { code: of.category } }),
    },
  })
}

/** Numbers on the first page of the settings. */
export type Overview = {
  notices: number
  planned: number
  changes: number
  /** Kinds of which something was changed. */
  touched: string[]
  people: number
}

export async function overviewOf({ db }: Db, cityId: number, today: Date): Promise<Overview> {
  const [row] = await db.$queryRaw<[Overview]>`
    SELECT
      (SELECT count(*)::int FROM city_notice WHERE city_id = ${cityId} AND ends_on >= ${today}) AS notices,
      (SELECT count(*)::int FROM planned_change WHERE city_id = ${cityId} AND outcome IS NULL) AS planned,
      (SELECT count(*)::int FROM setting_change WHERE city_id = ${cityId}) AS changes,
      (SELECT coalesce(array_agg(DISTINCT kind), '{}') FROM setting_change WHERE city_id = ${cityId}) AS touched,
      (SELECT count(DISTINCT staff_id)::int FROM staff_role WHERE city_id = ${cityId}) AS people`
  return row
}
