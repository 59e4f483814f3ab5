import type { Category as CategoryRow, Office as OfficeRow } from '../../platform/db/generated/client.ts'
import { dateToDay } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import { localDate } from '../../platform/time/local-day.ts'
import { cityById, namesOf } from '../city/index.ts'
import type { Category, Directory, Office, OfficeContacts } from './directory.ts'
import { Questions } from './questions.ts'
import { standInFor } from './rules.ts'

const keptMs = 15_000

type DirectoryDeps = Pick<Deps, 'cache' | 'db' | 'now'>

/** Offices, categories and routing of a city as they are today; kept for a few seconds. */
export function directoryOf(deps: DirectoryDeps, cityId: number): Promise<Directory> {
  return deps.cache.get(`directory:${cityId}`, keptMs, async () => {
    const today = await todayIn(deps, cityId)
    const order = { orderBy: [{ position: 'asc' as const }, { id: 'asc' as const }] }
    const [officeRows, categoryRows, rules] = await Promise.all([
      deps.db.office.findMany({ where: { cityId }, ...order }),
      deps.db.category.findMany({ where: { cityId }, ...order }),
      deps.db.routingRule.findMany({ where: { cityId }, orderBy: { id: 'asc' } }),
    ])
    const offices = officeRows.map((row) => officeOf(row, today))
    const categories = categoryRows.map((row) => categoryOf(row, today))
    const officeById = new Map(offices.map((office) => [office.id, office]))
    const successors = new Map(officeRows.map(({ id, successorId }) => [id, successorId]))
    const isOpen = (id: number) => officeById.get(id)?.current === true
    return {
      offices,
      categories,
      rules: rules.flatMap((rule) => {
        const officeId = standInFor(rule.officeId, { isOpen, successors })
        return officeId === null ? [] : [{ ...rule, officeId }]
      }),
      officeById,
      categoryById: new Map(categories.map((category) => [category.id, category])),
    }
  })
}

async function todayIn(deps: DirectoryDeps, cityId: number): Promise<string> {
  const city = await cityById(deps, cityId)
  return localDate(deps.now(), city?.timeZone ?? 'UTC').toString()
}

/** Both days are included; ISO days compare as texts. */
const isBetween = (today: string, from: Date | null, to: Date | null): boolean =>
  (from === null || dateToDay(from) <= today) && (to === null || today <= dateToDay(to))

const officeOf = (row: OfficeRow, today: string): Office => ({
  id: row.id,
  code: row.code,
  kind: row.kind,
  names: namesOf(row),
  short: { kk: row.shortKk, ru: row.shortRu, en: row.shortEn },
  aliases: row.aliases,
  external: row.external,
  // Rows that were written before offices had a point have none
  contacts: { point: null, ...(row.contacts as Omit<OfficeContacts, 'point'>) },
  parentId: row.parentId,
  current: isBetween(today, row.validFrom, row.validTo),
})

const categoryOf = (row: CategoryRow, today: string): Category => ({
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
  duplicateRadius: row.duplicateRadius,
  norm: row.norm as Category['norm'],
  questions: Questions.parse(row.questions),
  current: isBetween(today, null, row.validTo),
})
