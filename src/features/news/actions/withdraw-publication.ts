import { announceChange, publicPages } from '../../../platform/cache/change-notices.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { logStaffAct } from '../../activity/index.ts'
import type { City } from '../../city/index.ts'
import { untellTopic } from '../../following/index.ts'
import { Doc } from '../doc.ts'
import { newsPaths } from '../paths.ts'
import { keptNews } from '../queries.ts'
import { newsKey } from './save-publication.ts'

export type Withdrawing = {
  staffId: number
  city: Pick<City, 'id' | 'slug'>
  id: number
  seenVersion: number
  reason: string
}

/**
 * Takes what is published from everybody's view; it stays for staff, and mails that have not left stay here.
 * @throws Conflict when it is not published any more, or somebody else has saved it since
 */
export async function withdrawPublication(
  deps: Deps,
  { staffId, city, id, seenVersion, reason }: Withdrawing,
): Promise<void> {
  const at = deps.now().epochMilliseconds
  await inTransaction(deps.db, async (tx) => {
    const [row] = await tx.publication.updateManyAndReturn({
      where: { id, cityId: city.id, version: seenVersion, state: 'published' },
      data: { state: 'withdrawn', shown: Prisma.DbNull, words: '', version: { increment: 1 } },
      select: { doc: true, version: true },
    })
    if (row === undefined) throw new Conflict('this publication was changed meanwhile')
    const { version } = row
    const doc = Doc.parse(row.doc)
    await tx.publicationVersion.create({
      data: { publicationId: id, version, act: 'withdrawn', doc, staffId, at: toDate(at), reason },
    })
    await announceChange(tx, [publicPages, keptNews(city.id)])
    await untellTopic(tx, { cityId: city.id, key: newsKey(id), href: newsPaths.show('kk', city.slug, id) })
    const detail = { act: 'withdrawn', version, reason }
    await logStaffAct(tx, {
      at,
      staffId,
      cityId: city.id,
      kind: 'publication',
      subject: `publication ${id}`,
      detail,
    })
  })
  deps.cache.forget(keptNews(city.id))
}
