import type { Seen } from './generator-process.ts'
import { quantile } from './latencies.ts'
import { bestOf, type Lived, type Step, stepsOf } from './run-shape.ts'
import {
  type FilingSample,
  isGood,
  isShed,
  type RequestClass,
  type Sample,
  type ShedClass,
  shedOrder,
} from './samples.ts'
import type { ShapeName } from './shapes.ts'
import type { LossVerdict } from './verdict.ts'
import type { Watched } from './watch-portal.ts'

export type Judgement = 'holds' | 'does not hold' | 'no verdict'

/** What must hold, and whether it did. */
export type Claim = { claim: string; limit: string; measured: string; judgement: Judgement; why?: string }

/** All that a run has shown. Bytes of photos on disk; transactions of the database. */
export type Evidence = {
  shape: ShapeName
  factor: number
  seen: Seen
  lived: readonly Lived[]
  watched: readonly Watched[]
  loss: LossVerdict
  disk: { grown: number; owned: number }
  transactions: number
  /** Seconds after the end until the mails that had come up were gone; null = they were not within the patience. */
  drainedS: number | null
}

export function claimsOf(evidence: Evidence): Claim[] {
  return [...byShape[evidence.shape](evidence), lossClaim(evidence.loss), ...generatorClaims(evidence)]
}

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
  breaking: (e) => breakingClaims(e),
  hostile: (e) => [...besiegedClaims(e), ...indicators(e)],
  soak: (e) => [slope(e, 'memory (RSS)', 'MB', (row) => row.rssMb, 1), filesFlat(e), ...indicators(e)],
}

const readingClasses: readonly RequestClass[] = ['reading', 'map', 'statistics']
/** Fewer say little of a share of one in a hundred. */
const leastSamples = 200

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
    ...judged(measured <= limit, own.length, leastSamples),
  }
}

function waitsOf(samples: readonly Sample[], of: readonly RequestClass[], lived: readonly Lived[]): number[] {
  const [from, to] = [lived[0]?.from ?? 0, lived.at(-1)?.to ?? 0]
  return samples
    .filter(
      (sample) => of.includes(sample.of) && sample.planned >= from && sample.planned < to && !isShed(sample),
    )
    .map(({ ms }) => ms)
}

function judged(isTrue: boolean, count: number, least: number): Pick<Claim, 'judgement' | 'why'> {
  if (!isTrue && count > 0) return { judgement: 'does not hold' }
  if (count < least)
    return { judgement: 'no verdict', why: `${count} are too few, at least ${least} are needed.` }
  return { judgement: 'holds' }
}

/** Fewer reports than for requests: the longest shapes have some hundreds. */
const leastFilings = 50

function filingP95({ seen }: Evidence, limit: number): Claim {
  const answered = seen.filings.flatMap(({ answeredMs = Number.POSITIVE_INFINITY, presses }) =>
    presses > 0 ? [answeredMs] : [],
  )
  const measured = quantile(answered, 0.95)
  return {
    claim: 'filing p95, from the last byte of Send to the page with the number',
    limit: `at most ${limit} ms`,
    measured: `${Number.isFinite(measured) ? `${Math.round(measured)} ms` : 'never'} (${answered.length} reports)`,
    ...judged(measured <= limit, answered.length, leastFilings),
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

function fromCache({ seen, transactions }: Evidence): Claim {
  const reads = seen.samples.filter(({ of, status }) => readingClasses.includes(of) && status !== 0).length
  const each = transactions / Math.max(1, reads)
  return {
    claim: 'reading is served from the cache: transactions of the database per page read, filing included',
    limit: 'less than 0.5',
    measured: `${each.toFixed(2)} (${transactions} for ${reads} pages)`,
    ...judged(each < 0.5, reads, leastSamples),
  }
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

function breakingClaims({ seen, lived }: Evidence): Claim[] {
  const steps = stepsOf(lived, seen.samples)
  const climb = steps.filter(({ name }) => name.startsWith('x '))
  const double = steps.filter(({ name }) => name.startsWith('twice'))
  const best = bestOf(climb)
  const worst = Math.min(...double.map(({ goodput }) => goodput))
  const kept = worst / (best?.goodput ?? Number.NaN)
  return [
    {
      claim: 'good answers keep a plateau: at twice the load of the best step',
      limit: 'at least 80 % of the best',
      measured: `${worst} of ${best?.goodput ?? 0} per second (${Math.round(kept * 100)} %), best at x ${best?.times.toFixed(2) ?? '?'}`,
      judgement: kept >= 0.8 ? 'holds' : 'does not hold',
    },
    shedClaim(seen.samples),
    accepted({ seen } as Evidence),
  ]
}

/** Whoever is refused sooner is refused more: the order of the shares at the end is the order of refusing. */
function shedClaim(samples: readonly Sample[]): Claim {
  const shares = shedShares(samples)
  const refused = shares.filter(({ shed }) => shed > 0)
  const order = refused
    .toSorted((a, b) => a.firstAt - b.firstAt)
    .map(({ of, share: part }) => `${of} (${Math.round(part * 100)} %)`)
  const places = refused.toSorted((a, b) => a.firstAt - b.firstAt).map(({ of }) => shedOrder.indexOf(of))
  const isOrdered = places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1))
  const skipped = refused.length > 0 && places[0] !== 0
  return {
    claim: 'refused in this order: statistics, map, reading, staff lists, filing',
    limit: 'filing last',
    measured: refused.length === 0 ? 'nobody was refused' : order.join(', '),
    ...(refused.length === 0
      ? { judgement: 'no verdict' as const, why: 'Nobody was refused.' }
      : { judgement: isOrdered && !skipped ? ('holds' as const) : ('does not hold' as const) }),
  }
}

export type ShedShare = { of: ShedClass; all: number; shed: number; share: number; firstAt: number }

/** How many of each class were told "not now", and since when. */
export function shedShares(samples: readonly Sample[]): ShedShare[] {
  return shedOrder.map((of) => {
    const own = samples.filter((sample) => sample.of === of)
    const shed = own.filter(isShed)
    return {
      ...{ of, all: own.length, shed: shed.length, share: shed.length / Math.max(1, own.length) },
      firstAt: Math.min(Number.POSITIVE_INFINITY, ...shed.map(({ planned }) => planned)),
    }
  })
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
      ...judged(after <= 2 * before, Math.min(calm.length, besieged.length), leastFilings),
    }
  })
}

function slope(
  { watched }: Evidence,
  what: string,
  unit: string,
  of: (row: Watched) => number | null,
  limit: number,
): Claim {
  // What comes up in the beginning is no leak.
  const late = watched.slice(Math.floor(watched.length / 4))
  const points = late.flatMap((row) => {
    const value = of(row)
    return value === null ? [] : [{ hours: row.at / 3_600_000, value }]
  })
  const perHour = slopeOf(points)
  const hours = (points.at(-1)?.hours ?? 0) - (points[0]?.hours ?? 0)
  return {
    claim: `growth of ${what}`,
    limit: `less than ${limit} ${unit} per hour`,
    measured: `${perHour.toFixed(1)} ${unit} per hour over ${hours.toFixed(1)} hours`,
    ...(hours < 2
      ? { judgement: 'no verdict' as const, why: 'Less than two hours tell nothing of a slope per hour.' }
      : { judgement: perHour < limit ? ('holds' as const) : ('does not hold' as const) }),
  }
}

/** Least squares. */
function slopeOf(points: readonly { hours: number; value: number }[]): number {
  const mean = (of: (point: { hours: number; value: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / Math.max(1, points.length)
  const [x, y] = [mean(({ hours }) => hours), mean(({ value }) => value)]
  const spread = points.reduce((sum, { hours }) => sum + (hours - x) ** 2, 0)
  return points.reduce((sum, { hours, value }) => sum + (hours - x) * (value - y), 0) / (spread || 1)
}

function filesFlat({ watched }: Evidence): Claim {
  const open = watched.flatMap(({ openFiles }) => openFiles ?? [])
  const part = (from: number, to: number) => quantile(open.slice(from * open.length, to * open.length), 0.5)
  const [early, late] = [part(0.25, 0.5), part(0.75, 1)]
  return {
    claim: 'open files stay as many',
    limit: 'at most a tenth more at the end',
    measured: `${early}, at the end ${late}`,
    ...judged(late <= early * 1.1, open.length, 600),
  }
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

/** A generator that falls behind its own plan measures itself. */
function generatorClaims({ seen }: Evidence): Claim[] {
  const late = quantile(seen.late, 0.95)
  return [
    {
      claim: 'the generator keeps to its plan (worst delay of each half second, p95)',
      limit: 'at most 100 ms',
      measured: `${Math.round(late)} ms`,
      ...judged(late <= 100, seen.late.length, 10),
    },
  ]
}

export const outcomeCounts = (filings: readonly FilingSample[]): Record<FilingSample['outcome'], number> => ({
  acked: filings.filter(({ outcome }) => outcome === 'acked').length,
  refused: filings.filter(({ outcome }) => outcome === 'refused').length,
  unknown: filings.filter(({ outcome }) => outcome === 'unknown').length,
  'gave-up': filings.filter(({ outcome }) => outcome === 'gave-up').length,
})

export type { Step }
