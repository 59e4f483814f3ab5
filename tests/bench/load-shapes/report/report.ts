import os from 'node:os'
import { isFailure, isShed, type RequestClass, requestClasses, type Sample } from '../generator/samples.ts'
import type { Cores } from '../portal/affinity.ts'
import { type Step, stepsOf } from '../run-shape.ts'
import { type ShapeName, shapes } from '../shapes.ts'
import { shedShares } from '../verdict/breaking-claims.ts'
import type { Claim, Evidence } from '../verdict/claim.ts'
import { claimsOf, outcomeCounts } from '../verdict/claims.ts'
import { type Spread, spreadOf } from '../verdict/latencies.ts'
import type { LossVerdict } from '../verdict/loss.ts'
import { type Series, seriesOf } from './series.ts'

/** Of a page: how often it was asked for, and milliseconds from the planned start to the last byte. */
export type PageRow = Spread & { of: RequestClass; page: string; shed: number; failed: number }

export type LoadReport = {
  shape: ShapeName
  title: string
  asked: string
  at: string
  minutes: number
  /** Of the shape as it is meant. */
  fullMinutes: number
  factor: number
  complaints: number
  cores: Cores
  machine: {
    cpus: number
    model: string
    node: string
    memoryGb: number
    load: number
    fsyncMicroseconds: number
  }
  claims: Claim[]
  loss: LossVerdict
  filings: Record<string, number>
  faults: { kind: string; atSeconds: number }[]
  steps: Step[]
  pages: PageRow[]
  shed: { of: string; all: number; shed: number; sinceSeconds: number | null }[]
  resources: {
    rssMb: { ready: number | null; most: number | null; end: number | null }
    loopDelayMs: Spread
    steal: number
    busy: number
    /** Shares of one core in the mean. */
    cores: { portal: number; database: number; helpers: number }
    routed: number
    slowCuts: number
    diskGrownMb: number
    drainedS: number | null
    counters: Record<string, number>
  }
  series: Series
}

export type ReportFacts = {
  evidence: Evidence
  faults: readonly { kind: string; at: number }[]
  minutes: number
  complaints: number
  cores: Cores
  fsyncMicroseconds: number
}

export function reportOf({ evidence, faults, ...facts }: ReportFacts): LoadReport {
  const { seen, lived, watched, loss, disk, drainedS, factor } = evidence
  const shape = shapes[evidence.shape]
  const [start, end] = [lived[0]?.from ?? 0, lived.at(-1)?.to ?? 0]
  const during = watched.filter(({ at }) => at >= start && at < end)
  const since = (at: number) => Math.round((at - start) / 1000)
  const rss = watched.flatMap(({ rssMb }) => rssMb ?? [])
  const mean = (of: (row: Evidence['watched'][number]) => number | null) => {
    const values = during.flatMap((row) => of(row) ?? [])
    return (
      Math.round((1000 * values.reduce((sum, value) => sum + value, 0)) / Math.max(1, values.length)) / 1000
    )
  }
  return {
    shape: shape.name,
    title: shape.title,
    asked: shape.asked,
    at: new Date(start).toISOString(),
    fullMinutes: shape.minutes,
    factor,
    minutes: facts.minutes,
    complaints: facts.complaints,
    cores: facts.cores,
    machine: {
      cpus: os.availableParallelism(),
      model: os.cpus()[0]?.model.trim() ?? '',
      node: process.versions.node,
      memoryGb: Math.round(os.totalmem() / 2 ** 30),
      load: Math.round((os.loadavg()[0] ?? 0) * 10) / 10,
      fsyncMicroseconds: facts.fsyncMicroseconds,
    },
    claims: claimsOf(evidence),
    loss,
    filings: outcomeCounts(seen.filings),
    faults: faults.map(({ kind, at }) => ({ kind, atSeconds: since(at) })),
    steps: stepsOf(lived, seen.samples),
    pages: pagesOf(seen.samples),
    shed: shedShares(seen.samples).map(({ of, all, shed, firstAt }) => ({
      ...{ of, all, shed },
      sinceSeconds: Number.isFinite(firstAt) ? since(firstAt) : null,
    })),
    resources: {
      rssMb: {
        ready: rss[0] ?? null,
        most: rss.length > 0 ? Math.max(...rss) : null,
        end: rss.at(-1) ?? null,
      },
      loopDelayMs: spreadOf(during.flatMap(({ loopDelayMs }) => loopDelayMs ?? [])),
      steal: mean((row) => row.steal),
      busy: mean((row) => row.busy),
      cores: {
        portal: mean((row) => row.cores?.portal ?? null),
        database: mean((row) => row.cores?.database ?? null),
        helpers: mean((row) => row.cores?.helpers ?? null),
      },
      ...{ routed: seen.routed, slowCuts: seen.slowCuts },
      diskGrownMb: Math.round(disk.grown / 1e6),
      drainedS,
      counters: watched.findLast(({ counters }) => Object.keys(counters).length > 0)?.counters ?? {},
    },
    series: seriesOf(evidence),
  }
}

function pagesOf(samples: readonly Sample[]): PageRow[] {
  const groups = Map.groupBy(samples, ({ of, page }) => `${of}\0${page}`)
  const rows = [...groups.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    return [
      {
        ...{ of: first.of, page: first.page, ...spreadOf(own.map(({ ms }) => ms)) },
        count: own.length,
        shed: own.filter(isShed).length,
        failed: own.filter(isFailure).length,
      },
    ]
  })
  return rows.sort((a, b) => requestClasses.indexOf(a.of) - requestClasses.indexOf(b.of) || b.count - a.count)
}
