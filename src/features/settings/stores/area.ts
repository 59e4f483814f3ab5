import { type District, Prisma } from '../../../platform/db/generated/client.ts'
import { namesOf, Residents } from '../../city/index.ts'
import { AreaDoc } from '../things/shapes.ts'
import { columnsOfNames, type Store } from './store.ts'

export const areaStore: Store<AreaDoc> = {
  async all(tx, cityId) {
    const rows = await tx.district.findMany({
      where: { cityId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    })
    return new Map(rows.map((row) => [row.code, docOf(row)]))
  },

  async read(tx, cityId, code) {
    const row = await tx.district.findUnique({ where: { cityId_code: { cityId, code } } })
    return row === null ? null : docOf(row)
  },

  async write(tx, { cityId, key: code }, doc) {
    if (doc === null) {
      await tx.district.delete({ where: { cityId_code: { cityId, code } } })
      return
    }
    const { kind, position, shape, residents } = doc
    const data = {
      ...{ kind, position, shape: shape ?? Prisma.DbNull, residents: residents ?? Prisma.DbNull },
      ...columnsOfNames(doc.names),
    }
    await tx.district.upsert({
      where: { cityId_code: { cityId, code } },
      create: { cityId, code, ...data },
      update: data,
    })
  },
}

const docOf = (row: District): AreaDoc => ({
  names: namesOf(row),
  kind: AreaDoc.shape.kind.parse(row.kind),
  position: row.position,
  shape: row.shape as AreaDoc['shape'],
  residents: Residents.nullable().parse(row.residents),
})
