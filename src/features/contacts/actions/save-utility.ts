import { announceChange } from '../../../platform/cache/change-notices.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { once } from '../../../platform/db/once.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { Hours, Names } from '../../city/index.ts'
import { cacheKey } from '../queries.ts'
import type { Service } from '../rules.ts'

export type UtilityFields = {
  service: Service
  names: Names
  about: Names
  emergencyPhones: string[]
  officePhones: string[]
  address: Names
  point: { lat: number; lon: number } | null
  hours: Hours[]
  checkedOn: string | null
}

type Who = { cityId: number; staffId: number }

type NewUtility = Who & { fields: UtilityFields; formKey: Buffer<ArrayBuffer> }

/** Adds a utility at the end of the list; the same form sent twice adds one. */
export async function addUtility(deps: Pick<Deps, 'db' | 'now'>, utility: NewUtility): Promise<void> {
  const { formKey } = utility
  await once(
    () => writeUtility(deps, utility),
    () => deps.db.utilityContact.findUnique({ where: { formKey }, select: { id: true } }),
  )
}

function writeUtility(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, fields, formKey }: NewUtility,
): Promise<{ id: number }> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const last = await tx.utilityContact.aggregate({ where: { cityId }, _max: { position: true } })
    const position = (last._max.position ?? 0) + 1
    const { id } = await tx.utilityContact.create({
      data: { ...columnsOf(fields), cityId, position, formKey, updatedAt: toDate(at) },
    })
    await written(tx, { cityId, staffId, at, id, before: null, after: fields })
    return { id }
  })
}

/** Writes the fields when nobody else has since `version`; false: somebody has, or it is gone. */
export async function saveUtility(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, id, version, fields }: Who & { id: number; version: number; fields: UtilityFields },
): Promise<boolean> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const before = await tx.utilityContact.findFirst({ where: { id, cityId, version, removedAt: null } })
    const { count } = await tx.utilityContact.updateMany({
      where: { id, cityId, version, removedAt: null },
      data: { ...columnsOf(fields), version: version + 1, updatedAt: toDate(at) },
    })
    if (count === 0 || before === null) return false
    await written(tx, { cityId, staffId, at, id, before, after: fields })
    return true
  })
}

/** Takes a utility off the page; its row stays. False: somebody has changed it since `version`. */
export async function removeUtility(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, id, version }: Who & { id: number; version: number },
): Promise<boolean> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const { count } = await tx.utilityContact.updateMany({
      where: { id, cityId, version, removedAt: null },
      data: { removedAt: toDate(at), updatedAt: toDate(at), version: version + 1 },
    })
    if (count === 0) return false
    await written(tx, { cityId, staffId, at, id, before: {}, after: null })
    return true
  })
}

type Written = Who & { at: number; id: number; before: object | null; after: object | null }

async function written(tx: Transaction, { cityId, staffId, at, id, before, after }: Written): Promise<void> {
  const detail = { before: phonesIn(before), after: phonesIn(after) }
  await logStaffAct(tx, { at, staffId, cityId, kind: 'settings-changed', subject: `utility ${id}`, detail })
  await announceChange(tx, [cacheKey(cityId)])
}

/** The part that people may come to harm by: the numbers. */
function phonesIn(row: object | null): string | null {
  if (row === null) return null
  const { emergencyPhones = [], officePhones = [] } = row as Partial<UtilityFields>
  return [...emergencyPhones, ...officePhones].join(', ')
}

const columnsOf = (fields: UtilityFields) => ({
  service: fields.service,
  ...{ nameKk: fields.names.kk, nameRu: fields.names.ru, nameEn: fields.names.en },
  ...{ aboutKk: fields.about.kk, aboutRu: fields.about.ru, aboutEn: fields.about.en },
  emergencyPhones: fields.emergencyPhones,
  officePhones: fields.officePhones,
  ...{ addressKk: fields.address.kk, addressRu: fields.address.ru, addressEn: fields.address.en },
  ...{ lat: fields.point?.lat ?? null, lon: fields.point?.lon ?? null },
  hours: fields.hours,
  checkedOn: fields.checkedOn === null ? null : dayToDate(fields.checkedOn),
})
