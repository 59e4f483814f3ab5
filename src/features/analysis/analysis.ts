import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../platform/deps.ts'
import type { AppealsAsked } from '../../platform/http/beside.ts'
import { localDate } from '../../platform/time/local-day.ts'
import type { City } from '../city/index.ts'
import { type AnalysisAsked, periodBefore } from './asked.ts'
import { appealCounts, type KindCount } from './counts.ts'
import { type ReleasedRow, releasedRows, untold } from './release.ts'
import { type RisingWord, risingWords } from './rising-words.ts'

/** What people turned to the city with: in the period that is asked for, and in the one of the same length before. */
export type Analysis = { now: KindCount[]; before: KindCount[]; kinds: string[] }

export type AnalysisPlace = { city: Pick<City, 'id' | 'timeZone'>; officeId: number | null }

const keptMs = 60_000

const within = (
  { city, officeId }: AnalysisPlace,
  { from, to }: { from: string; to: string },
): AppealsAsked => ({
  ...{ cityId: city.id, timeZone: city.timeZone, officeId, from, to },
})

/** Kept for a minute: an appeal more or less says nothing. */
export function analysisOf(deps: Deps, place: AnalysisPlace, asked: AnalysisAsked): Promise<Analysis> {
  const { from, to, unit, kind } = asked
  const sources = deps.beside.appeals.filter((source) => kind === null || source.kind === kind)
  const key = `analysis:${place.city.id}:${place.officeId}:${from}:${to}:${unit}:${kind}`
  return deps.cache.get(key, keptMs, async () => {
    const [now, before] = await Promise.all([
      appealCounts(sources, within(place, asked), unit),
      appealCounts(sources, within(place, periodBefore(asked)), 'month'),
    ])
    return { now, before, kinds: sources.map((source) => source.kind) }
  })
}

/** What everybody may know: the months of a period and as many before them, and of which topics not all is told. */
export type PublicAnalysis = { rows: ReleasedRow[]; before: ReleasedRow[]; kinds: string[] }

/** Whole months, each released by itself: no two windows tell more than one. */
export async function publicAnalysisOf(
  deps: Deps,
  city: Pick<City, 'id' | 'timeZone'>,
  asked: Pick<AnalysisAsked, 'from' | 'to'>,
): Promise<PublicAnalysis> {
  const [first, last] = [Temporal.PlainDate.from(asked.from), Temporal.PlainDate.from(asked.to)]
  const months = (last.year - first.year) * 12 + last.month - first.month + 1
  const earliest = first.with({ day: 1 }).subtract({ months }).toString()
  const sources = deps.beside.appeals
  const { rows } = await deps.cache.get(
    `analysis:public:${city.id}:${earliest}:${asked.to}`,
    keptMs,
    async () => {
      const within = {
        cityId: city.id,
        timeZone: city.timeZone,
        officeId: null,
        from: earliest,
        to: asked.to,
      }
      return { rows: releasedRows(await appealCounts(sources, within, 'month')) }
    },
  )
  const isNow = ({ period }: ReleasedRow) => period >= first.with({ day: 1 }).toString()
  return {
    rows: rows.filter(isNow),
    before: rows.filter((row) => !isNow(row)),
    kinds: sources.map(({ kind }) => kind),
  }
}

/** Of what not everything is told: a way of a topic in a month. */
export type Hidden = { kind: string; category: string; day: string }

/** Released rows as the views take them: what is told as counts, what is not by its way, topic and month. */
export function shownOf({ rows, before, kinds }: PublicAnalysis): {
  analysis: Analysis
  hidden: Hidden[]
} {
  const counts = (all: readonly ReleasedRow[]) =>
    all.flatMap(({ period, count, ...row }): KindCount[] =>
      count === null ? [] : [{ ...row, day: period, count }],
    )
  const now = counts(rows)
  const hidden = rows.filter(({ count, area }) => count === null || area === untold)
  return {
    analysis: { now, before: counts(before), kinds },
    hidden: hidden.map(({ kind, category, period }) => ({ kind, category, day: period })),
  }
}

/** Rows of one category or area, as the address asks. */
export const chosenRows = (
  rows: readonly KindCount[],
  { category, area }: Pick<AnalysisAsked, 'category' | 'area'>,
) =>
  rows.filter(
    (row) => (category === null || row.category === category) && (area === null || row.area === area),
  )

const wordDays = 30
const beforeDays = 90
const mostNow = 1500
const mostBefore = 3000
const mostWords = 12
const wordsKeptMs = 600_000

/** Words of the last thirty days against the three months before them. */
export async function risingWordsOf(deps: Deps, place: AnalysisPlace): Promise<RisingWord[]> {
  const { city, officeId } = place
  const { words } = await deps.cache.get(`analysis:words:${city.id}:${officeId}`, wordsKeptMs, async () => {
    const today = localDate(deps.now(), city.timeZone)
    const first = today.subtract({ days: wordDays - 1 })
    const [now, before] = await Promise.all([
      textsOf(deps, within(place, { from: first.toString(), to: today.toString() }), mostNow),
      textsOf(deps, within(place, daysBefore(first, beforeDays)), mostBefore),
    ])
    return { words: risingWords(now, before, mostWords) }
  })
  return words
}

const daysBefore = (day: Temporal.PlainDate, days: number) => ({
  from: day.subtract({ days }).toString(),
  to: day.subtract({ days: 1 }).toString(),
})

async function textsOf(deps: Deps, asked: AppealsAsked, most: number): Promise<string[]> {
  const all = await Promise.all(deps.beside.appeals.map((source) => source.texts?.(asked, most) ?? []))
  return all.flat().slice(0, most)
}
