import type { Office } from '../../../platform/db/generated/client.ts'
import { dateToDay, dayToDate } from '../../../platform/db/instant.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { isWithin, type Point, pointText, typedPoint } from '../../../platform/geo/typed-point.ts'
import { CityProfile, namesOf } from '../../city/index.ts'
import type { OfficeContacts } from '../../offices/index.ts'
import { OfficeDoc } from '../things/office.ts'
import { CannotWrite, columnsOfNames, officeIdOf, type Store } from './store.ts'

const related = { parent: { select: { code: true } }, successor: { select: { code: true } } } as const
type Row = Office & { parent: { code: string } | null; successor: { code: string } | null }

export const officeStore: Store<OfficeDoc> = {
  async all(tx, cityId) {
    const rows = await tx.office.findMany({
      where: { cityId },
      include: related,
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    })
    return new Map(rows.map((row) => [row.code, docOf(row)]))
  },

  async read(tx, cityId, code) {
    const row = await tx.office.findUnique({ where: { cityId_code: { cityId, code } }, include: related })
    return row === null ? null : docOf(row)
  },

  async write(tx, { cityId, key: code }, doc) {
    if (doc === null) {
      await tx.office.delete({ where: { cityId_code: { cityId, code } } })
      return
    }
    const data = await columnsOf(tx, { cityId, code }, doc)
    await tx.office.upsert({
      where: { cityId_code: { cityId, code } },
      create: { cityId, code, ...data },
      update: data,
    })
  },
}

function docOf(row: Row): OfficeDoc {
  const contacts = row.contacts as Partial<OfficeContacts> & Omit<OfficeContacts, 'point'>
  return {
    names: namesOf(row),
    short: { kk: row.shortKk, ru: row.shortRu, en: row.shortEn },
    kind: OfficeDoc.shape.kind.parse(row.kind),
    parent: row.parent?.code ?? null,
    aliases: row.aliases,
    external: row.external,
    address: contacts.address,
    phones: contacts.phones,
    email: contacts.email,
    hours: contacts.hours,
    point: contacts.point ? pointText(contacts.point) : null,
    validFrom: row.validFrom && dateToDay(row.validFrom),
    validTo: row.validTo && dateToDay(row.validTo),
    successor: row.successor?.code ?? null,
    position: row.position,
  }
}

/** An office far outside the city is latitude and longitude the other way round. */
async function checkWithin(
  tx: Transaction,
  { cityId, point }: { cityId: number; point: Point },
): Promise<void> {
  const { profile } = await tx.city.findUniqueOrThrow({ where: { id: cityId }, select: { profile: true } })
  const { bounds } = CityProfile.pick({ bounds: true }).parse(profile)
  if (!isWithin(point, bounds)) throw new CannotWrite('point', 'settings:error.pointOutside')
}

async function columnsOf(
  tx: Transaction,
  { cityId, code }: { cityId: number; code: string },
  doc: OfficeDoc,
) {
  if (doc.parent === code) throw new CannotWrite('parent', 'settings:error.ownParent')
  if (doc.successor === code) throw new CannotWrite('successor', 'settings:error.ownParent')
  const { address, phones, email, hours } = doc
  const point = doc.point === null ? null : typedPoint(doc.point)
  if (point !== null) await checkWithin(tx, { cityId, point })
  return {
    kind: doc.kind,
    ...columnsOfNames(doc.names),
    shortKk: doc.short.kk,
    shortRu: doc.short.ru,
    shortEn: doc.short.en,
    aliases: doc.aliases,
    external: doc.external,
    contacts: { address, phones, email, hours, point },
    validFrom: doc.validFrom === null ? null : dayToDate(doc.validFrom),
    validTo: doc.validTo === null ? null : dayToDate(doc.validTo),
    position: doc.position,
    parentId: await officeIdOf(tx, { cityId, code: doc.parent, field: 'parent' }),
    successorId: await officeIdOf(tx, { cityId, code: doc.successor, field: 'successor' }),
  }
}
