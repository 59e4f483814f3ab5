import { z } from 'zod'
import { unseal } from '../../platform/crypto/seal.ts'
import type { UtilityContact as UtilityRow } from '../../platform/db/generated/client.ts'
import { dateToDay, toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Hours, type Names, namesOf } from '../city/index.ts'
import { type Service, services } from './rules.ts'

/** Whom to call when something stops. Phones in E.164 or a short number. */
export type Utility = {
  id: number
  service: Service
  names: Names
  about: Names
  emergencyPhones: string[]
  officePhones: string[]
  address: Names
  /** Degrees; null: nobody has said where it is. */
  point: { lat: number; lon: number } | null
  hours: Hours[]
  officeId: number | null
  /** ISO day on which somebody last called the numbers; null: nobody has. */
  checkedOn: string | null
  version: number
}

/** Instants in milliseconds UTC. */
export type Duty = {
  id: number
  officeId: number
  position: Names
  name: string
  phone: string
  startsAt: number
  endsAt: number
}

const keptMs = 15_000
/** How far ahead duties are read for the page: it chooses those of its moment. */
const aheadMs = 7 * 86_400_000

const StoredHours = z.array(
  z.object({
    days: z.array(z.number()),
    opens: z.string(),
    closes: z.string(),
    break: z.object({ from: z.string(), to: z.string() }).nullable(),
  }),
)

export const cacheKey = (cityId: number): string => `contacts:${cityId}`

/** Utilities of a city in their order, and who is on duty this week; kept for a few seconds. */
export function contactsOf(
  { cache, db, now }: Pick<Deps, 'cache' | 'db' | 'now'>,
  cityId: number,
): Promise<{ utilities: Utility[]; duties: Duty[] }> {
  return cache.get(cacheKey(cityId), keptMs, async () => {
    const at = now().epochMilliseconds
    const [utilities, duties] = await Promise.all([
      utilitiesOf({ db }, cityId),
      db.dutyPerson.findMany({
        where: { cityId, endsAt: { gt: toDate(at) }, startsAt: { lt: toDate(at + aheadMs) } },
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        take: 200,
      }),
    ])
    return { utilities, duties: duties.map(dutyOf) }
  })
}

export async function utilitiesOf({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Utility[]> {
  const rows = await db.utilityContact.findMany({
    where: { cityId, removedAt: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.map(utilityOf)
}

/** Null when there is none in this city, or no more. */
export async function utilityById(
  { db }: Pick<Deps, 'db'>,
  { cityId, id }: { cityId: number; id: number },
): Promise<Utility | null> {
  const row = await db.utilityContact.findFirst({ where: { id, cityId, removedAt: null } })
  return row === null ? null : utilityOf(row)
}

/** Duties that have not ended, the next first; of these offices alone unless null. */
export async function dutiesAhead(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, offices }: { cityId: number; offices: readonly number[] | null },
): Promise<Duty[]> {
  const rows = await db.dutyPerson.findMany({
    where: {
      cityId,
      endsAt: { gt: toDate(now().epochMilliseconds) },
      ...(offices === null ? {} : { officeId: { in: [...offices] } }),
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: 200,
  })
  return rows.map(dutyOf)
}

export type ProblemRow = {
  id: number
  page: string
  text: string
  lang: string
  email: string | null
  at: number
}

/** What a sealed address of a reader is bound to. */
export const problemContext = (formKey: Uint8Array): string =>
  `site-problem/${Buffer.from(formKey).toString('hex')}`

/** Words about the site that nobody has looked after yet, the oldest first. */
export async function openProblems(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  cityId: number,
): Promise<ProblemRow[]> {
  const rows = await db.siteProblem.findMany({
    where: { cityId, handledAt: null },
    orderBy: { at: 'asc' },
    take: 100,
  })
  return rows.map(({ id, page, text, lang, sealed, formKey, at }) => ({
    ...{ id, page, text, lang },
    email: sealed === null ? null : unseal(keys, sealed, problemContext(formKey)),
    at: at.getTime(),
  }))
}

const utilityOf = (row: UtilityRow): Utility => ({
  id: row.id,
  service: services.find((one) => one === row.service) ?? 'other',
  names: namesOf(row),
  about: { kk: row.aboutKk, ru: row.aboutRu, en: row.aboutEn },
  emergencyPhones: row.emergencyPhones,
  officePhones: row.officePhones,
  address: { kk: row.addressKk, ru: row.addressRu, en: row.addressEn },
  point: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
  hours: StoredHours.parse(row.hours),
  officeId: row.officeId,
  checkedOn: row.checkedOn === null ? null : dateToDay(row.checkedOn),
  version: row.version,
})

const dutyOf = (row: {
  id: number
  officeId: number
  positionKk: string
  positionRu: string
  positionEn: string
  name: string
  phone: string
  startsAt: Date
  endsAt: Date
}): Duty => ({
  ...{ id: row.id, officeId: row.officeId, name: row.name, phone: row.phone },
  position: { kk: row.positionKk, ru: row.positionRu, en: row.positionEn },
  startsAt: row.startsAt.getTime(),
  endsAt: row.endsAt.getTime(),
})
