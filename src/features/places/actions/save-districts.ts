import { announceChange } from '../../../platform/cache/change-notices.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { AreaShape } from '../../../platform/geo/geojson.ts'
import type { Names } from '../../city/index.ts'

/** `id` of a district of the city, or null with `fresh` for one to be made. */
export type DistrictLine = {
  id: number | null
  code: string
  shape: AreaShape
  fresh: { kind: string; names: Names } | null
}

/** Draws districts anew and makes those that are not there, all or none. Complaints keep the district they have. */
export async function saveDistricts(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  cityId: number,
  lines: readonly DistrictLine[],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    let position = await tx.district.count({ where: { cityId } })
    for (const { id, code, shape, fresh } of lines) {
      if (id !== null) await tx.district.update({ where: { id }, data: { shape } })
      else if (fresh !== null) {
        const { kk, ru, en } = fresh.names
        const names = { nameKk: kk, nameRu: ru, nameEn: en }
        await tx.district.create({ data: { cityId, code, kind: fresh.kind, ...names, shape, position } })
        position++
      }
    }
    await announceChange(tx, ['city:'])
  })
  cache.forget('city:')
}
