import type { Deps } from '../../platform/deps.ts'
import { namesOf } from '../city/index.ts'
import type { Category, Directory, Office, OfficeContacts } from './directory.ts'

const keptMs = 15_000

/** Offices, categories and routing of a city; kept for a few seconds. */
export function directoryOf({ cache, db }: Pick<Deps, 'cache' | 'db'>, cityId: number): Promise<Directory> {
  return cache.get(`directory:${cityId}`, keptMs, async () => {
    const order = { orderBy: [{ position: 'asc' as const }, { id: 'asc' as const }] }
    const [offices, categories, rules] = await Promise.all([
      db.office.findMany({ where: { cityId }, ...order }),
      db.category.findMany({ where: { cityId }, ...order }),
      db.routingRule.findMany({ where: { cityId }, orderBy: { id: 'asc' } }),
    ])
    const officeRows = offices.map(
      (row): Office => ({
        id: row.id,
        code: row.code,
        kind: row.kind,
        names: namesOf(row),
        short: { kk: row.shortKk, ru: row.shortRu, en: row.shortEn },
        external: row.external,
        contacts: row.contacts as OfficeContacts,
        parentId: row.parentId,
        current: row.validTo === null,
      }),
    )
    const categoryRows = categories.map(
      (row): Category => ({
        id: row.id,
        code: row.code,
        groupCode: row.groupCode,
        icon: row.icon,
        names: namesOf(row),
        keywords: { kk: row.keywordsKk, ru: row.keywordsRu },
        danger: row.danger,
        sensitive: row.sensitive,
        proofPhoto: row.proofPhoto,
        termDays: row.termDays,
        norm: row.norm as Category['norm'],
        current: row.validTo === null,
      }),
    )
    return {
      offices: officeRows,
      categories: categoryRows,
      rules,
      officeById: new Map(officeRows.map((office) => [office.id, office])),
      categoryById: new Map(categoryRows.map((category) => [category.id, category])),
    }
  })
}
