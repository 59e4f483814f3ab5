import { canonicalJson } from '../../../platform/crypto/canonical-json.ts'
import type { City } from '../../city/index.ts'
import { draftOf, type WorkDraft } from '../draft.ts'
import { actsIn, stateOf } from '../rules.ts'
import type { Work } from '../work.ts'
import { keptDraft } from './kept-draft.ts'
import { listSource, type Origin } from './origin.ts'
import type { GoodRow, ListRead } from './read-list.ts'

/** Works of earlier lists. */
export type KnownWorks = {
  /** By source and number. */
  byId: ReadonlyMap<string, Work>
  /** Those without a number of their own, by source and digest, the first to begin first. */
  byDigest: ReadonlyMap<string, readonly Work[]>
  /** By the id of the work. */
  origins: ReadonlyMap<number, Origin>
}

type Matching = {
  city: City
  publishedOfficeIds: readonly number[]
  now: number
  mapped: ListRead['mapped']
  /** Works that other rows of the list are. */
  taken: ReadonlySet<Work>
}

/**
 * Which rows are works that one office has given to another: the same number and the same thing at the same place, or,
 * without a number, the same thing at the same time. Two offices may use the same number for different works, so in
 * doubt, or when several works would fit, a row is none of them. Pure.
 */
export function pairGiven(
  rows: readonly GoodRow[],
  { byId, byDigest }: KnownWorks,
  { city, publishedOfficeIds, now, mapped, taken }: Matching,
): [GoodRow, Work][] {
  const free = new Set([...byId.values()].filter((work) => !taken.has(work) && isOpen(work)))
  const pairs: [GoodRow, Work][] = []
  for (const row of rows) {
    const others = publishedOfficeIds.filter((id) => id !== row.draft.officeId)
    const fits = others.flatMap((officeId) => worksFor(row, officeId)).filter((work) => free.has(work))
    const [work] = fits
    if (work === undefined || fits.length > 1) continue
    free.delete(work)
    pairs.push([row, work])
  }
  return pairs

  function isOpen(work: Work): boolean {
    return actsIn(stateOf(work, now)).includes('change')
  }

  function worksFor({ id, digest, draft }: GoodRow, officeId: number): readonly Work[] {
    if (id === null) {
      const family = byDigest.get(`${listSource(officeId)} ${digest}`) ?? []
      return family.filter((work) => work.startsAt === draft.startsAt && work.endsAt === draft.endsAt)
    }
    const work = byId.get(`${listSource(officeId)} ${id}`)
    if (work === undefined) return []
    const before = draftOf(work)
    return sameThing(before, keptDraft(before, draft, { mapped, areas: city.areas })) ? [work] : []
  }
}

const sameThing = (a: WorkDraft, b: WorkDraft): boolean =>
  canonicalJson(thingOf(a)) === canonicalJson(thingOf(b))

const thingOf = ({ kind, title, districtId, shape, streets }: WorkDraft) => ({
  ...{ kind, title, districtId, shape, streets },
})
