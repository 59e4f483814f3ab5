import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { PlantedCity } from '../../../platform/http/route.ts'
import { endOfDay, instantAt, localDate, startOfDay } from '../../../platform/time/local-day.ts'
import { type City, cityById } from '../../city/index.ts'
import { picturePairs } from '../../complaints/index.ts'
import { directoryOf, type Office } from '../../offices/index.ts'
import { addWorks } from '../actions/add-works.ts'
import { districtIdOf, type WorkDraft } from '../draft.ts'
import { photoRoles } from '../rules.ts'
import type { Period } from '../view.ts'
import { nothingSaid } from '../words.ts'
import { aksu } from './aksu.ts'
import { almaty } from './almaty.ts'
import { oskemen } from './oskemen.ts'
import type { PlannedWork } from './plan.ts'
import { sayings, type TemplateName, templates } from './templates.ts'

const plans: Readonly<Record<string, readonly PlannedWork[]>> = { oskemen, aksu, almaty }
const source = 'demo'
const contractRegister = 'https://goszakup.gov.kz/ru/registry/contract'

type Ground = {
  city: City
  today: Temporal.PlainDate
  offices: ReadonlyMap<string, Office>
  streetIds: ReadonlyMap<string, number>
}

/** An invented plan for a city of the demo; what is there already stays as it is. */
export async function fillWithWorks(deps: Deps, { id, slug, timeZone, at }: PlantedCity): Promise<void> {
  const city = await cityById(deps, id)
  const plan = plans[slug] ?? []
  if (city === null || plan.length === 0) return
  const [{ offices }, streets] = await Promise.all([
    directoryOf(deps, id),
    deps.db.street.findMany({ where: { cityId: id }, select: { id: true, nameRu: true } }),
  ])
  const ground: Ground = {
    city,
    today: localDate(Temporal.Instant.fromEpochMilliseconds(at), timeZone),
    offices: new Map(offices.map((office) => [office.code, office])),
    streetIds: new Map(streets.map((street) => [street.nameRu, street.id])),
  }
  await inTransaction(deps.db, async (tx) => {
    for (const planned of plan) await writeOne(tx, planned, ground)
  })
  for (const planned of plan) await picture(deps, planned, city.id)
}

/** What can be seen of a work, as the complaints of the demo show it: before, and when it is done also after. */
const seenAs: Partial<Record<TemplateName, readonly string[]>> = {
  asphalt: ['pothole'],
  patches: ['pothole'],
  pavement: ['sidewalk'],
  heatMain: ['dig'],
  yard: ['yard', 'play'],
  aryk: ['drain'],
  trays: ['drain'],
  snow: ['snow_road'],
  waste: ['bulky', 'waste_missed'],
}

async function picture(
  { db }: Pick<Deps, 'db'>,
  { code, template, done }: PlannedWork,
  cityId: number,
): Promise<void> {
  const work = await db.work.findFirst({
    where: { cityId, source, externalId: code, photos: { none: {} } },
    select: { id: true, createdAt: true },
  })
  const [pair] = await picturePairs({ db }, { cityId, categories: seenAs[template] ?? [], most: 1 })
  if (work === null || pair === undefined) return
  const roles = done === undefined ? (['before'] as const) : photoRoles
  await db.workPhoto.createMany({
    data: roles.map((role, position) => ({
      ...{ id: randomUUID(), cityId, workId: work.id, role, position, createdAt: work.createdAt },
      ...pair[role],
    })),
  })
}

async function writeOne(tx: Transaction, planned: PlannedWork, ground: Ground): Promise<void> {
  const { city } = ground
  const draft = draftOf(planned, ground)
  if (draft === null) return
  const moves = planned.moves ?? []
  const moved = moves.reduce((days, { by }) => days + by, 0)
  const first = periodOf(planned, ground, -moved)
  const told = momentOf(planned.told, ground)
  const origin = { source, externalId: planned.code }
  const [id] = await addWorks(tx, [{ draft: { ...draft, ...first }, origin }], {
    ...{ cityId: city.id, staffId: null, at: told, publish: true },
  })
  if (id != null) await writeHistory(tx, planned, { id, ground })
}

/** What happened to it since it was published, as its office would have said it. */
async function writeHistory(
  tx: Transaction,
  planned: PlannedWork,
  { id, ground }: { id: number; ground: Ground },
): Promise<void> {
  const { moves = [], done, cancelled } = planned
  const base = { cityId: ground.city.id, workId: id, staffId: null }
  let version = 1
  let late = moves.reduce((days, { by }) => days + by, 0)
  let changedAt = momentOf(planned.told, ground)
  for (const { ago, by, why } of moves) {
    const [from, to] = [periodOf(planned, ground, -late), periodOf(planned, ground, by - late)]
    late -= by
    version += 1
    changedAt = momentOf(ago, ground)
    await tx.workEvent.create({
      data: {
        ...{ ...base, seq: version, at: toDate(changedAt), kind: 'moved', reason: sayings[why] },
        ...{ fromStartsAt: toDate(from.startsAt), fromEndsAt: toDate(from.endsAt) },
        ...{ toStartsAt: toDate(to.startsAt), toEndsAt: toDate(to.endsAt) },
      },
    })
  }
  const end = done ?? cancelled
  const reason =
    done !== undefined ? sayings[done.result] : cancelled !== undefined ? sayings[cancelled.why] : nothingSaid
  if (end !== undefined) {
    version += 1
    changedAt = momentOf(end.ago, ground)
    const kind = done === undefined ? 'cancelled' : 'finished'
    await tx.workEvent.create({ data: { ...base, seq: version, at: toDate(changedAt), kind, reason } })
  }
  const { startsAt, endsAt } = periodOf(planned, ground, 0)
  const row = await tx.work.findUniqueOrThrow({ where: { id }, select: { words: true } })
  await tx.work.update({
    where: { id },
    data: {
      ...{ startsAt: toDate(startsAt), endsAt: toDate(endsAt), version, moveCount: moves.length },
      updatedAt: toDate(changedAt),
      finishedAt: done === undefined ? null : toDate(changedAt),
      cancelledAt: cancelled === undefined ? null : toDate(changedAt),
      words: {
        ...(row.words as object),
        result: done === undefined ? nothingSaid : reason,
        cancelled: cancelled === undefined ? nothingSaid : reason,
      },
    },
  })
}

/** Null where the pack has no such office or street any more. */
function draftOf(planned: PlannedWork, { city, offices, streetIds, today }: Ground): WorkDraft | null {
  const office = offices.get(planned.office)
  const streets = planned.streets.flatMap(([nameRu, from = null, to = null, side = 'all']) => {
    const streetId = streetIds.get(nameRu)
    return streetId === undefined ? [] : [{ streetId, range: { from, to, side } as const }]
  })
  if (office === undefined || streets.length === 0) return null
  const { kind, title, why } = templates[planned.template]
  const shape = planned.shape ?? null
  return {
    ...{ officeId: office.id, kind, title, why, place: nothingSaid, detour: planned.detour ?? nothingSaid },
    ...periodOf(planned, { city, today }, 0),
    ...{ contractor: planned.contractor ?? '', sum: planned.sum ?? null },
    // The contracts are invented, the register of the state in which such ones stand is not
    contractUrl: planned.contractor === undefined ? '' : contractRegister,
    // The number that the pack knows: nobody is called by an invented one
    officePhone: office.contacts.phones[0] ?? '',
    districtId: districtIdOf({ districtId: null, shape }, city.areas),
    ...{ shape, streets },
  }
}

/** The days of a work, or its hours on one day, `by` days later than planned. */
function periodOf(
  { from, days = 1, hours }: PlannedWork,
  { city, today }: Pick<Ground, 'city' | 'today'>,
  by: number,
): Period {
  const day = today.add({ days: from + by })
  const { timeZone } = city
  if (hours !== undefined) {
    const [starts, ends] = hours.map((time) => instantAt(day, time, timeZone).epochMilliseconds)
    return { startsAt: starts ?? 0, endsAt: ends ?? 0, allDay: false }
  }
  return {
    startsAt: startOfDay(day, timeZone).epochMilliseconds,
    endsAt: endOfDay(day.add({ days: days - 1 }), timeZone).epochMilliseconds,
    allDay: true,
  }
}

/** Ten in the morning, so many days ago. */
const momentOf = (ago: number, { city, today }: Ground): number =>
  instantAt(today.subtract({ days: ago }), ago === 0 ? '00:30' : '10:00', city.timeZone).epochMilliseconds
