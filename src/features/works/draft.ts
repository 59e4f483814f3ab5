import type { Prisma } from '../../platform/db/generated/client.ts'
import { toDate } from '../../platform/db/instant.ts'
import { districtOf } from '../../platform/geo/geojson.ts'
import { searchFold } from '../../platform/text/search-fold.ts'
import type { Area, Names } from '../city/index.ts'
import { boundsOf, middleOf, type WorkShape } from './geometry.ts'
import type { HouseRange } from './houses.ts'
import type { WorkKind } from './rules.ts'
import { nothingSaid, type WorkWords } from './words.ts'
import type { Work } from './work.ts'

/** All that is known of a work before anything happens to it. Instants in milliseconds UTC, `sum` in tenge. */
export type WorkDraft = {
  officeId: number
  kind: WorkKind
  title: Names
  why: Names
  place: Names
  detour: Names
  startsAt: number
  endsAt: number
  /** The times are the edges of local days. */
  allDay: boolean
  contractor: string
  sum: number | null
  contractUrl: string
  officePhone: string
  districtId: number | null
  shape: WorkShape | null
  streets: { streetId: number; range: HouseRange }[]
}

/** The draft that a work as it is would be made of. */
export function draftOf(work: Work): WorkDraft {
  const { officeId, kind, title, startsAt, endsAt, allDay, contractor, sum, contractUrl, officePhone } = work
  const { why, place, detour } = work.words
  return {
    ...{ officeId, kind, title, why, place, detour, startsAt, endsAt, allDay, contractor, sum, contractUrl },
    ...{ officePhone, districtId: work.districtId, shape: work.shape },
    streets: work.streets.map(({ street, range }) => ({ streetId: street.id, range })),
  }
}

/** A work without a named district lies where its shape lies. */
export function districtIdOf(
  { districtId, shape }: Pick<WorkDraft, 'districtId' | 'shape'>,
  areas: readonly Area[],
) {
  if (districtId !== null || shape === null) return districtId
  return districtOf(middleOf(shape), areas)?.id ?? null
}

/** Columns of `work` that a draft fills; `words` are those that stay. */
export function columnsOf(draft: WorkDraft, words?: WorkWords) {
  const { title, why, place, detour, shape, streets: _streets, sum, startsAt, endsAt, ...same } = draft
  const box = shape === null ? { west: null, south: null, east: null, north: null } : boundsOf(shape)
  return {
    ...same,
    ...box,
    titleKk: title.kk,
    titleRu: title.ru,
    titleEn: title.en,
    words: { ...(words ?? { result: nothingSaid, cancelled: nothingSaid }), why, place, detour },
    startsAt: toDate(startsAt),
    endsAt: toDate(endsAt),
    sum: sum === null ? null : BigInt(Math.round(sum)),
    shape: (shape ?? null) as Prisma.InputJsonValue | null,
    folded: searchFold([title, place].flatMap(({ kk, ru, en }) => [kk, ru, en]).join(' ')),
  }
}

/** Rows of `work_street` of a work. */
export const streetRows = ({ streets }: WorkDraft, { id, cityId }: { id: number; cityId: number }) =>
  streets.map(({ streetId, range: { from, to, side } }) => ({
    ...{ cityId, workId: id, streetId, side },
    houseFrom: from,
    houseTo: to,
  }))
