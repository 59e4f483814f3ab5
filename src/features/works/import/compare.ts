import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { draftOf, type WorkDraft } from '../draft.ts'
import { worksWhere } from '../queries.ts'
import { actsIn, stateOf } from '../rules.ts'
import type { Work } from '../work.ts'
import { keptDraft } from './kept-draft.ts'
import { listSource, type Origin, originsBeside } from './origin.ts'
import { type KnownWorks, pairGiven } from './pair-given.ts'
import { pairRecurring } from './pair-recurring.ts'
import type { BadRow, GoodRow, ListRead } from './read-list.ts'

/** `draft`: what the work is to be, with what the list says nothing of. `origin`: what it is known by from now on. */
export type Known = {
  row: GoodRow
  draft: WorkDraft
  work: Work
  origin: Origin
  isMoved: boolean
  isChanged: boolean
}
export type Fresh = { row: GoodRow; origin: Origin }
export type Compared = { fresh: Fresh[]; changed: Known[]; same: GoodRow[]; bad: BadRow[] }

export type Comparing = { city: City; publishedOfficeIds: readonly number[]; now: number }

/** What a list would bring to the works that are there: nothing for rows that say what is known. */
export async function compareList(
  deps: Pick<Deps, 'db'>,
  { good, bad, mapped }: ListRead,
  comparing: Comparing,
): Promise<Compared> {
  const works = await worksOfLists(deps, good, comparing)
  const known = knownWorks(good, works, { mapped, ...comparing })
  const compared: Compared = { fresh: [], changed: [], same: [], bad: [...bad] }
  const freeOrigin = originsBeside(works.origins.values())
  for (const row of good) {
    const work = known.get(row)
    if (work === undefined) compared.fresh.push({ row, origin: freeOrigin(row) })
    else {
      const own = works.origins.get(work.id)
      const stays = own?.source === listSource(row.draft.officeId)
      const origin = stays ? own : freeOrigin(row)
      sortOut(compared, { row, work, origin, mapped, ...comparing })
    }
  }
  return { ...compared, bad: compared.bad.toSorted((a, b) => a.line - b.line) }
}

/** Which work each row is: of its own office first, then one that an office has given to another. */
function knownWorks(
  rows: readonly GoodRow[],
  works: KnownWorks,
  matching: Comparing & { mapped: ListRead['mapped'] },
): Map<GoodRow, Work> {
  const numbered = rows.flatMap((row): [GoodRow, Work][] => {
    const work = row.id === null ? undefined : works.byId.get(`${listSource(row.draft.officeId)} ${row.id}`)
    return work === undefined ? [] : [[row, work]]
  })
  const unnumbered = rows.filter(({ id }) => id === null)
  const known = new Map([...numbered, ...pairRecurring(unnumbered, works.byDigest, matching.now)])
  const left = rows.filter((row) => !known.has(row))
  return new Map([...known, ...pairGiven(left, works, { ...matching, taken: new Set(known.values()) })])
}

type Sorting = Comparing & { row: GoodRow; work: Work; origin: Origin; mapped: ListRead['mapped'] }

function sortOut(
  compared: Compared,
  { row, work, origin, mapped, city, publishedOfficeIds, now }: Sorting,
): void {
  const before = draftOf(work)
  const draft = keptDraft(before, row.draft, { mapped, areas: city.areas })
  const isMoved = before.startsAt !== draft.startsAt || before.endsAt !== draft.endsAt
  const isChanged = sameText(before) !== sameText(draft)
  const acts = actsIn(stateOf(work, now))
  const refuse = (code: 'closed' | 'officeForeign') =>
    compared.bad.push({ line: row.line, faults: [{ field: 'id', code, value: row.id ?? '' }] })
  if (!isMoved && !isChanged) compared.same.push(row)
  else if (!publishedOfficeIds.includes(work.officeId)) refuse('officeForeign')
  else if (!acts.includes('change')) refuse('closed')
  else compared.changed.push({ row, draft, work, origin, isMoved, isChanged })
}

/** Everything but the dates. */
const sameText = ({ startsAt, endsAt, allDay, ...rest }: WorkDraft): string => canonicalJson(rest)

/** Works of earlier lists that rows of this one may be: of their offices, and of all that this person publishes for. */
async function worksOfLists(
  deps: Pick<Deps, 'db'>,
  rows: readonly GoodRow[],
  { city, publishedOfficeIds }: Comparing,
): Promise<KnownWorks> {
  const nothing = { byId: new Map(), byDigest: new Map(), origins: new Map() }
  if (rows.length === 0) return nothing
  const offices = [...publishedOfficeIds, ...rows.map(({ draft }) => draft.officeId)]
  const sources = [...new Set(offices.map(listSource))]
  const ids = rows.map(({ id, digest }) => id ?? digest)
  // Digests were stored bare once; now the moments of the first plan follow them.
  const found = await deps.db.$queryRaw<({ id: number } & Origin)[]>`
    SELECT id, source, external_id AS "externalId" FROM work
    WHERE city_id = ${city.id} AND source = ANY (${sources})
      AND (external_id = ANY (${ids}) OR split_part(external_id, '@', 1) = ANY (${ids}))`
  if (found.length === 0) return nothing
  const works = await worksWhere(deps, {
    where: Prisma.sql`w.id IN (${Prisma.join(found.map(({ id }) => id))})`,
    order: Prisma.sql`w.starts_at, w.id`,
    limit: found.length,
  })
  const origins = new Map(found.map(({ id, ...origin }): [number, Origin] => [id, origin]))
  const keyOf = ({ id }: Work, ofFamily: boolean) => {
    const { source, externalId } = origins.get(id) ?? { source: '', externalId: '' }
    return `${source} ${ofFamily ? externalId.split('@')[0] : externalId}`
  }
  return {
    byId: new Map(works.map((work) => [keyOf(work, false), work])),
    byDigest: Map.groupBy(works, (work) => keyOf(work, true)),
    origins,
  }
}
