import { type Category, Prisma } from '../../../platform/db/generated/client.ts'
import { dateToDay, dayToDate } from '../../../platform/db/instant.ts'
import { namesOf } from '../../city/index.ts'
import { CategoryDoc } from '../things/category.ts'
import { columnsOfNames, type Store } from './store.ts'

export const categoryStore: Store<CategoryDoc> = {
  async all(tx, cityId) {
    const rows = await tx.category.findMany({
      where: { cityId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    })
    return new Map(rows.map((row) => [row.code, docOf(row)]))
  },

  async read(tx, cityId, code) {
    const row = await tx.category.findUnique({ where: { cityId_code: { cityId, code } } })
    return row === null ? null : docOf(row)
  },

  async write(tx, { cityId, key: code }, doc) {
    if (doc === null) {
      await tx.category.delete({ where: { cityId_code: { cityId, code } } })
      return
    }
    const data = columnsOf(doc)
    await tx.category.upsert({
      where: { cityId_code: { cityId, code } },
      create: { cityId, code, ...data },
      update: data,
    })
  },
}

const docOf = (row: Category): CategoryDoc => ({
  names: namesOf(row),
  group: row.groupCode,
  icon: row.icon,
  keywordsKk: row.keywordsKk,
  keywordsRu: row.keywordsRu,
  danger: row.danger,
  sensitive: row.sensitive,
  proofPhoto: row.proofPhoto,
  duplicateRadius: row.duplicateRadius,
  termDays: row.termDays,
  norm: row.norm as CategoryDoc['norm'],
  questions: CategoryDoc.shape.questions.parse(row.questions),
  position: row.position,
  validTo: row.validTo && dateToDay(row.validTo),
})

const columnsOf = (doc: CategoryDoc) => ({
  ...columnsOfNames(doc.names),
  groupCode: doc.group,
  icon: doc.icon,
  keywordsKk: doc.keywordsKk,
  keywordsRu: doc.keywordsRu,
  danger: doc.danger,
  sensitive: doc.sensitive,
  proofPhoto: doc.proofPhoto,
  duplicateRadius: doc.duplicateRadius,
  termDays: doc.termDays,
  norm: doc.norm ?? Prisma.DbNull,
  questions: doc.questions,
  position: doc.position,
  validTo: doc.validTo === null ? null : dayToDate(doc.validTo),
})
