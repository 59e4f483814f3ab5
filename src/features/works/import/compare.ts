import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import { Prisma } from '../../../platform/db/generated/client.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import { draftOf, type WorkDraft } from '../draft.ts'
import { worksWhere } from '../queries.ts'
import { actsIn, stateOf } from '../rules.ts'
import type { Work } from '../work.ts'
import { keptDraft } from './kept-draft.ts'
import { pairRecurring } from './pair-recurring.ts'
import type { BadRow, GoodRow, ListRead } from './read-list.ts'

/** Works of lists are known by the office that numbers them, and by their number there. */
export const listSource = (officeId: number): string => `csv:${officeId}`

/** What a row is stored under: its number, or what it is with the moment at which it was first to begin. */
export const externalIdOf = ({ id, digest, draft }: GoodRow): string =>
  id ?? `${digest}@${new Date(draft.startsAt).toISOString()}`

/** `draft`: what the work is to be, with what the list says nothing of. */
export type Known = { row: GoodRow; draft: WorkDraft; work: Work; isMoved: boolean; isChanged: boolean }
export type Compared = { fresh: GoodRow[]; changed: Known[]; same: GoodRow[]; bad: BadRow[] }

export type Comparing = { city: City; publishedOfficeIds: readonly number[]; now: number }

/** What a list would bring to the works that are there: nothing for rows that say what is known. */
export async function compareList(
  deps: Pick<Deps, 'db'>,
  { good, bad, mapped }: ListRead,
  comparing: Comparing,
): Promise<Compared> {
  const known = await knownWorks(deps, comparing.city.id, good)
  const compared: Compared = { fresh: [], changed: [], same: [], bad: [...bad] }
  for (const row of good) {
    const work = known.get(row)
    if (work === undefined) compared.fresh.push(row)
    else sortOut(compared, { row, work, mapped, ...comparing })
  }
  return { ...compared, bad: compared.bad.toSorted((a, b) => a.line - b.line) }

  async function knownWorks(from: Pick<Deps, 'db'>, cityId: number, rows: readonly GoodRow[]) {
    const works = await worksOfLists(from, cityId, rows)
    const numbered = rows.flatMap((row): [GoodRow, Work][] => {
      const work = row.id === null ? undefined : works.byId.get(`${listSource(row.draft.officeId)} ${row.id}`)
      return work === undefined ? [] : [[row, work]]
    })
    const unnumbered = rows.filter(({ id }) => id === null)
    const recurring = pairRecurring(unnumbered, works.byDigest, comparing.now)
    return new Map([...numbered, ...recurring])
  }
}

type Sorting = Comparing & { row: GoodRow; work: Work; mapped: ListRead['mapped'] }

function sortOut(compared: Compared, { row, work, mapped, city, publishedOfficeIds, now }: Sorting): void {
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
  else compared.changed.push({ row, draft, work, isMoved, isChanged })
}

/** Everything but the dates. */
const sameText = ({ startsAt, endsAt, allDay, ...rest }: WorkDraft): string => canonicalJson(rest)

type KnownWorks = {
  /** By source and number. */
  byId: ReadonlyMap<string, Work>
  /** Those without a number of their own, by source and digest. */
  byDigest: ReadonlyMap<string, Work[]>
}

/** Works of earlier lists that rows of this one may be. */
async function worksOfLists(
  deps: Pick<Deps, 'db'>,
  cityId: number,
  rows: readonly GoodRow[],
): Promise<KnownWorks> {
  if (rows.length === 0) return { byId: new Map(), byDigest: new Map() }
  const sources = [...new Set(rows.map(({ draft }) => listSource(draft.officeId)))]
  const ids = rows.map(({ id, digest }) => id ?? digest)
  // Digests were stored bare once; now the moment of the first plan follows them.
  const found = await deps.db.$queryRaw<{ id: number; source: string; externalId: string }[]>`
    SELECT id, source, external_id AS "externalId" FROM work
    WHERE city_id = ${cityId} AND source = ANY (${sources})
      AND (external_id = ANY (${ids}) OR split_part(external_id, '@', 1) = ANY (${ids}))`
  if (found.length === 0) return { byId: new Map(), byDigest: new Map() }
  const works = await worksWhere(deps, {
    where: Prisma.sql`w.id IN (${Prisma.join(found.map(({ id }) => id))})`,
    order: Prisma.sql`w.starts_at, w.id`,
    limit: found.length,
  })
  const origin = new Map(found.map((row) => [row.id, row]))
  const byId = new Map<string, Work>()
  const byDigest = new Map<string, Work[]>()
  for (const work of works) {
    const { source, externalId } = origin.get(work.id) ?? { source: '', externalId: '' }
    byId.set(`${source} ${externalId}`, work)
    const family = `${source} ${externalId.split('@')[0]}`
    byDigest.set(family, [...(byDigest.get(family) ?? []), work])
  }
  return { byId, byDigest }
}
