import { toDate } from '../../../platform/db/instant.ts'
import { once } from '../../../platform/db/once.ts'
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

type NewBody = Who & { fields: BodyFields; formKey: Buffer<ArrayBuffer> }

/** Adds a body at the end of the list; answers its id, which is the same when the same form is sent twice. */
export function addBody(deps: Pick<Deps, 'db' | 'now'>, body: NewBody): Promise<number> {
  const { formKey } = body
  return once(
    () => writeBody(deps, body),
    async () => (await deps.db.receptionBody.findUnique({ where: { formKey } }))?.id ?? null,
  )
}

function writeBody(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, fields, formKey }: NewBody,
): Promise<number> {
  const at = now().epochMilliseconds
  return inTransaction(db, async (tx) => {
    const last = await tx.receptionBody.aggregate({ where: { cityId }, _max: { position: true } })
    const position = (last._max.position ?? 0) + 1
    const data = { ...columnsOf(fields), cityId, position, formKey, updatedAt: toDate(at) }
    const { id } = await tx.receptionBody.create({ data: { ...data, code: codeOf(formKey) } })
    const about = { subject: `reception-body ${id}` }
    await logStaffAct(tx, { at, staffId, cityId, kind: 'settings-changed', ...about })
    return id
  })
}

/** Its name in addresses: random, so that two that are added at once never meet. */
const codeOf = (formKey: Buffer): string => `b${formKey.readUIntBE(0, 6).toString(36)}`

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
