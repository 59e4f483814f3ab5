import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import { draftOf, type WorkDraft } from '../draft.ts'
import { worksWhere } from '../queries.ts'
import { actsIn, stateOf } from '../rules.ts'
import type { Work } from '../work.ts'
import type { BadRow, GoodRow, ListRead } from './read-list.ts'

/** Works of a list are known by this and their number in it. */
export const listSource = 'csv'

export type Known = { row: GoodRow; work: Work; isMoved: boolean; isChanged: boolean }
export type Compared = { fresh: GoodRow[]; changed: Known[]; same: GoodRow[]; bad: BadRow[] }

/** What a list would bring to the works that are there: nothing for rows that say what is known. */
export async function compareList(
  deps: Pick<Deps, 'db'>,
  { good, bad }: ListRead,
  { cityId, publishedOfficeIds, now }: { cityId: number; publishedOfficeIds: readonly number[]; now: number },
): Promise<Compared> {
  const known = await knownWorks(
    deps,
    cityId,
    good.map(({ externalId }) => externalId),
  )
  const compared: Compared = { fresh: [], changed: [], same: [], bad: [...bad] }
  for (const row of good) {
    const work = known.get(row.externalId)
    if (work === undefined) compared.fresh.push(row)
    else sortOut(compared, { row, work, publishedOfficeIds, now })
  }
  return { ...compared, bad: compared.bad.toSorted((a, b) => a.line - b.line) }
}

type Sorting = { row: GoodRow; work: Work; publishedOfficeIds: readonly number[]; now: number }

function sortOut(compared: Compared, { row, work, publishedOfficeIds, now }: Sorting): void {
  const before = draftOf(work)
  const isMoved = before.startsAt !== row.draft.startsAt || before.endsAt !== row.draft.endsAt
  const isChanged = sameText(before) !== sameText(row.draft)
  const acts = actsIn(stateOf(work, now))
  const refuse = (code: 'closed' | 'officeForeign') =>
    compared.bad.push({ line: row.line, faults: [{ field: 'id', code, value: row.externalId }] })
  if (!isMoved && !isChanged) compared.same.push(row)
  else if (!publishedOfficeIds.includes(work.officeId)) refuse('officeForeign')
  else if (!acts.includes('change')) refuse('closed')
  else compared.changed.push({ row, work, isMoved, isChanged })
}

/** Everything but the dates. */
const sameText = ({ startsAt, endsAt, allDay, ...rest }: WorkDraft): string => canonicalJson(rest)

/** Works of earlier lists by their numbers. */
async function knownWorks(
  deps: Pick<Deps, 'db'>,
  cityId: number,
  ids: readonly string[],
): Promise<Map<string, Work>> {
  if (ids.length === 0) return new Map()
  const rows = await deps.db.work.findMany({
    where: { cityId, source: listSource, externalId: { in: [...ids] } },
    select: { id: true, externalId: true },
  })
  if (rows.length === 0) return new Map()
  const works = await worksWhere(deps, {
    where: Prisma.sql`w.id IN (${Prisma.join(rows.map(({ id }) => id))})`,
    order: Prisma.sql`w.id`,
    limit: rows.length,
  })
  const byId = new Map(works.map((work) => [work.id, work]))
  return new Map(
    rows.flatMap(({ id, externalId }): [string, Work][] => {
      const work = byId.get(id)
      return work === undefined || externalId === null ? [] : [[externalId, work]]
    }),
  )
}
