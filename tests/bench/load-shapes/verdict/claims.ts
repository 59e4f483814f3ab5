import { type FilingSample, isGood, type RequestClass } from '../generator/samples.ts'
import type { ShapeName } from '../shapes.ts'
import { breakingClaims } from './breaking-claims.ts'
import {
  type Claim,
  type Evidence,
  judged,
  judgedIfEnough,
  leastFilings,
  leastSamples,
  readingClasses,
  waitsOf,
} from './claim.ts'
import { quantile } from './latencies.ts'
import type { LossVerdict } from './loss.ts'
import { filesFlat, slope } from './soak-claims.ts'

export function claimsOf(evidence: Evidence): Claim[] {
  const conditions = conditionClaims(evidence)
  const isDisturbed = conditions.some(({ judgement }) => judgement === 'does not hold')
  const shape = byShape[evidence.shape](evidence)
  return [...(isDisturbed ? shape.map(doubted) : shape), lossClaim(evidence.loss), ...conditions]
}

/** What failed on a machine that did other work has failed nothing; what held in spite of it holds. */
const doubted = (claim: Claim): Claim =>
  claim.judgement === 'does not hold'
    ? { ...claim, judgement: 'no verdict', why: 'Missed, but the machine or the generator was not free.' }
    : claim

const byShape: Record<ShapeName, (evidence: Evidence) => Claim[]> = {
  steady: (e) => [
    latency(e, 'reading p95', { of: readingClasses, share: 0.95, limit: 200 }),
    latency(e, 'reading p99', { of: readingClasses, share: 0.99, limit: 600 }),
    filingP95(e, 1_000),
    ...indicators(e),
  ],
  tv: (e) => [
    latency(e, 'reading p99', { of: readingClasses, share: 0.99, limit: 1_000 }),
    accepted(e),
    fromCache(e),
    ...indicators(e),
  ],
  storm: (e) => [queueAge(e), filingP95(e, 2_000), drains(e), diskGrowth(e), ...indicators(e)],
  breaking: breakingClaims,
  hostile: (e) => [...besiegedClaims(e), ...indicators(e)],
  soak: (e) => [slope(e, 'memory (RSS)', 'MB', (row) => row.rssMb, 1), filesFlat(e), ...indicators(e)],
}

/** Of good answers and failures alike; who was told "not now" is counted by itself. */
function latency(
  { seen, lived }: Evidence,
  name: string,
  { of, share, limit }: { of: readonly RequestClass[]; share: number; limit: number },
): Claim {
  const own = waitsOf(seen.samples, of, lived)
  const measured = Math.round(quantile(own, share))
  return {
    ...{ claim: name, limit: `at most ${limit} ms`, measured: `${measured} ms (${own.length} requests)` },
    ...judgedIfEnough(measured <= limit, own.length, leastSamples),
  }
}

function filingP95({ seen }: Evidence, limit: number): Claim {
  const answered = seen.filings.flatMap(({ answeredMs = Number.POSITIVE_INFINITY, presses }) =>
    presses > 0 ? [answeredMs] : [],
  )
  const measured = quantile(answered, 0.95)
  return {
    claim: 'filing p95, from the last byte of Send to the page with the number',
    limit: `at most ${limit} ms`,
    measured: `${Number.isFinite(measured) ? `${Math.round(measured)} ms` : 'never'} (${answered.length} reports)`,
    ...judgedIfEnough(measured <= limit, answered.length, leastFilings),
  }
}

function accepted({ seen }: Evidence): Claim {
  const got = seen.filings.filter(({ outcome }) => outcome === 'acked').length
  const atOnce = seen.filings.filter(({ outcome, presses }) => outcome === 'acked' && presses === 1).length
  return {
    claim: 'every report is accepted',
    limit: '100 %',
    measured: `${got} of ${seen.filings.length}, ${atOnce} of them at the first press`,
    ...judged(got === seen.filings.length, seen.filings.length, leastFilings),
  }
}

/** Seven in ten ask for one page; the rest is a page of its own for most, or a photo. */
function fromCache({ seen, watched, transactions }: Evidence): Claim {
  const reads = seen.samples.filter(({ of, status }) => readingClasses.includes(of) && status !== 0).length
  const given = increase(watched.map(({ counters }) => counters['ashyq_kept_pages{what="shared"}']))
  const share = given / Math.max(1, reads)
  const each = transactions / Math.max(1, reads)
  return {
    claim: 'reading is served from the cache: pages read that a kept page answered',
    limit: 'at least 70 %',
    measured: `${(100 * share).toFixed(1)} % (${given} of ${reads}); ${each.toFixed(2)} transactions per page, those of filing and jobs included`,
    ...judged(share >= 0.7, reads, leastSamples),
  }
}

/** By how much a counter grew that begins anew with its process; looks that got no answer are passed over. */
function increase(looks: readonly (number | undefined)[]): number {
  const told = looks.filter((value) => value !== undefined)
  return told
    .slice(1)
    .reduce((sum, value, index) => sum + (value < (told[index] ?? 0) ? value : value - (told[index] ?? 0)), 0)
}

function queueAge({ watched }: Evidence): Claim {
  const ages = watched.flatMap(({ queueAgeS }) => queueAgeS ?? [])
  const most = Math.round(Math.max(0, ...ages))
  return {
    ...{ claim: 'age of the oldest job', limit: 'less than 600 s', measured: `${most} s at most` },
    ...judged(most < 600, ages.length, 20),
  }
}

function drains({ watched, drainedS }: Evidence): Claim {
  const most = Math.max(0, ...watched.flatMap(({ mailBacklog }) => mailBacklog ?? []))
  return {
    claim: 'the backlog of notices and mails drains',
    limit: 'back to where it was within two minutes',
    measured: `${most} at most, ${drainedS === null ? 'not drained' : `drained ${Math.round(drainedS)} s after the end`}`,
    judgement: drainedS === null ? 'does not hold' : 'holds',
  }
}

function diskGrowth({ disk: { grown, owned } }: Evidence): Claim {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  const stray = Math.abs(grown - owned) / Math.max(1, grown)
  return {
    claim: 'photos take the disk that was computed from their rows',
    limit: 'within 5 %',
    measured: `${megabytes(grown)} grown, ${megabytes(owned)} named by rows`,
    ...judged(stray <= 0.05, grown, 1),
  }
}

/** SLIs of reliability: shares of people who got what they came for in time. */
function indicators({ seen }: Evidence): Claim[] {
  const filed = seen.filings.filter(({ presses }) => presses > 0)
  const inTime = filed.filter(({ answeredMs = Number.POSITIVE_INFINITY }) => answeredMs <= 5_000)
  const reads = seen.samples.filter(({ of }) => readingClasses.includes(of))
  const soon = reads.filter((sample) => isGood(sample) && sample.ms < 1_000)
  return [
    share('reports answered with a number within 5 s', inTime.length, filed.length, 0.999, leastFilings),
    share('pages read within a second', soon.length, reads.length, 0.995, leastSamples),
  ]
}

function share(claim: string, good: number, all: number, goal: number, least: number): Claim {
  const of = good / Math.max(1, all)
  return {
    ...{ claim, limit: `at least ${(goal * 100).toFixed(1)} %` },
    measured: `${(of * 100).toFixed(2)} % (${good} of ${all})`,
    ...judged(of >= goal, all, least),
  }
}

/** The first half of the shape is without harm, the second with it. */
function besiegedClaims({ seen, lived }: Evidence): Claim[] {
  const halves = [lived.filter(({ phase }) => phase.slow === 0), lived.filter(({ phase }) => phase.slow > 0)]
  const groups: [string, readonly RequestClass[]][] = [
    ['reading', readingClasses],
    ['filing', ['filing']],
    ['staff', ['staff']],
  ]
  return groups.map(([name, of]) => {
    const [calm = [], besieged = []] = halves.map((half) => waitsOf(seen.samples, of, half))
    const [before, after] = [quantile(calm, 0.95), quantile(besieged, 0.95)]
    return {
      claim: `${name} p95 while besieged`,
      limit: 'at most twice that of the storm alone',
      measured: `${Math.round(after)} ms, ${Math.round(before)} ms without (${besieged.length} and ${calm.length} requests)`,
      ...judgedIfEnough(after <= 2 * before, Math.min(calm.length, besieged.length), leastFilings),
    }
  })
}

function lossClaim(loss: LossVerdict): Claim {
  return {
    claim: 'no acknowledged report is lost, none doubled, none refused and filed all the same',
    limit: '0',
    measured: loss.reason,
    judgement: loss.judgement,
    ...(loss.judgement === 'no verdict'
      ? { why: 'A loss is ruled out only by at least 1,000 acknowledged reports through faults.' }
      : {}),
  }
}

/** A generator that falls behind its own plan measures itself, and a machine that does other work that work. */
function conditionClaims({ seen, watched, lived }: Evidence): Claim[] {
  const [from, to] = [lived[0]?.from ?? 0, lived.at(-1)?.to ?? 0]
  const during = watched.filter(({ at }) => at >= from && at < to)
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const late = quantile(seen.late, 0.95)
  const others = mean(during.flatMap((row) => row.others ?? []))
  const steal = mean(during.flatMap((row) => row.steal ?? []))
  return [
    {
      claim: 'the generator keeps to its plan (worst delay of each half second, p95)',
      limit: 'at most 100 ms',
      measured: `${Math.round(late)} ms`,
      ...judged(late <= 100, seen.late.length, 10),
    },
    {
      claim: 'nothing else has the cores: other work of the machine, and what the host takes',
      limit: 'at most 0.2 cores, 5 %',
      measured: `${others.toFixed(2)} cores, ${(steal * 100).toFixed(1)} %`,
      ...judged(others <= 0.2 && steal <= 0.05, during.length, 10),
    },
  ]
}

export const outcomeCounts = (filings: readonly FilingSample[]): Record<FilingSample['outcome'], number> => ({
  acked: filings.filter(({ outcome }) => outcome === 'acked').length,
  refused: filings.filter(({ outcome }) => outcome === 'refused').length,
  unknown: filings.filter(({ outcome }) => outcome === 'unknown').length,
  'gave-up': filings.filter(({ outcome }) => outcome === 'gave-up').length,
})
