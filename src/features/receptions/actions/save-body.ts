import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { Hours, Names } from '../../city/index.ts'
import type { BodyKind } from '../rules.ts'

export type BodyFields = {
  kind: BodyKind
  names: Names
  about: Names
  address: Names
  phones: string[]
  hours: Hours[]
  officeId: number | null
  queueLetter: string | null
}

type Who = { cityId: number; staffId: number }

/** Adds a body at the end of the list; answers its id. */
export function addBody(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, fields }: Who & { fields: BodyFields },
): Promise<number> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const last = await tx.receptionBody.aggregate({ where: { cityId }, _max: { position: true } })
    const position = (last._max.position ?? 0) + 1
    const data = { ...columnsOf(fields), cityId, position, updatedAt: toDate(at) }
    const { id } = await tx.receptionBody.create({ data: { ...data, code: `b${at.toString(36)}` } })
    const about = { subject: `reception-body ${id}` }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'settings-changed', ...about })
    return id
  })
}

/** Writes the fields when nobody else has since `version`; false: somebody has, or it is gone. */
export function saveBody(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, id, version, fields }: Who & { id: number; version: number; fields: BodyFields },
): Promise<boolean> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const { count } = await tx.receptionBody.updateMany({
      where: { id, cityId, version, removedAt: null },
      data: { ...columnsOf(fields), version: version + 1, updatedAt: toDate(at) },
    })
    if (count === 0) return false
    const about = { subject: `reception-body ${id}` }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'settings-changed', ...about })
    return true
  })
}

const columnsOf = (fields: BodyFields) => ({
  kind: fields.kind,
  ...{ nameKk: fields.names.kk, nameRu: fields.names.ru, nameEn: fields.names.en },
  ...{ aboutKk: fields.about.kk, aboutRu: fields.about.ru, aboutEn: fields.about.en },
  ...{ addressKk: fields.address.kk, addressRu: fields.address.ru, addressEn: fields.address.en },
  ...{ phones: fields.phones, hours: fields.hours },
  ...{ officeId: fields.officeId, queueLetter: fields.queueLetter },
})
