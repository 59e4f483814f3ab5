import type { Transaction } from '../../../platform/db/transaction.ts'
import { coOfficesOf, type RuleDoc, ruleDoc, ruleKey, ruleSides } from '../things/rule.ts'
import { CannotWrite, officeIdOf, type Store } from './store.ts'

const sides = {
  category: { select: { code: true } },
  district: { select: { code: true } },
  office: { select: { code: true } },
} as const

export const ruleStore: Store<RuleDoc> = {
  async all(tx, cityId) {
    const rows = await tx.routingRule.findMany({ where: { cityId }, include: sides, orderBy: { id: 'asc' } })
    const offices = await tx.office.findMany({ where: { cityId }, select: { id: true, code: true } })
    const codes = new Map(offices.map(({ id, code }) => [id, code]))
    return new Map(
      rows.map((row) => [
        ruleKey(row.category?.code ?? null, row.district?.code ?? null),
        ruleDoc(
          row.office.code,
          row.coOfficeIds.flatMap((id) => codes.get(id) ?? []),
        ),
      ]),
    )
  },

  async read(tx, cityId, key) {
    const { category, area } = ruleSides(key)
    const row = await tx.routingRule.findFirst({
      where: {
        cityId,
        ...(category === null ? { categoryId: null } : { category: { code: category } }),
        ...(area === null ? { districtId: null } : { district: { code: area } }),
      },
      include: sides,
    })
    if (row === null) return null
    const offices = await tx.office.findMany({ where: { id: { in: row.coOfficeIds } } })
    const codes = new Map(offices.map(({ id, code }) => [id, code]))
    return ruleDoc(
      row.office.code,
      row.coOfficeIds.flatMap((id) => codes.get(id) ?? []),
    )
  },

  async write(tx, { cityId, key }, doc) {
    const place = await placeOf(tx, cityId, key)
    if (doc === null) {
      await tx.routingRule.deleteMany({ where: place })
      return
    }
    const ids: number[] = []
    for (const code of [doc.office, ...coOfficesOf(doc)]) {
      const id = await officeIdOf(tx, { cityId, code, field: 'office' })
      if (id !== null) ids.push(id)
    }
    const [officeId = 0, ...coOfficeIds] = ids
    const data = { officeId, coOfficeIds }
    const { count } = await tx.routingRule.updateMany({ where: place, data })
    if (count === 0) await tx.routingRule.create({ data: { ...place, ...data } })
  },
}

async function placeOf(tx: Transaction, cityId: number, key: string) {
  const { category, area } = ruleSides(key)
  const found = {
    category:
      category && (await tx.category.findUnique({ where: { cityId_code: { cityId, code: category } } })),
    area: area && (await tx.district.findUnique({ where: { cityId_code: { cityId, code: area } } })),
  }
  if (category !== null && !found.category) throw new CannotWrite('category', 'settings:error.noCategory')
  if (area !== null && !found.area) throw new CannotWrite('area', 'settings:error.noArea')
  return {
    cityId,
    categoryId: found.category ? found.category.id : null,
    districtId: found.area ? found.area.id : null,
  }
}
