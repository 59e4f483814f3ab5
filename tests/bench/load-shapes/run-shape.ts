import { setTimeout as sleep } from 'node:timers/promises'
import type { Generator } from './generator/generator-process.ts'
import { now } from './generator/http-client.ts'
import type { Phase } from './generator/load-order.ts'
import { honestClasses, isGood, type Sample } from './generator/samples.ts'
import { breakingStep, type FaultPlan, type Shape } from './shapes.ts'
import { quantile } from './verdict/latencies.ts'

/** A phase that was lived through; times in milliseconds since the epoch. */
export type Lived = { phase: Phase; from: number; to: number; times?: number }

/** What a step of the breaking point has shown: so many times the first load, requests per second, milliseconds. */
export type Step = { name: string; times: number; offered: number; goodput: number; p99: number }

export type ShapeRun = {
  lived: Lived[]
  /** Those that took place. */
  faults: { kind: FaultPlan['kind']; at: number }[]
}

export type Course = {
  minutes: number
  factor: number
  faults: readonly FaultPlan[]
  generator: Generator
  fault(kind: FaultPlan['kind']): Promise<void>
  say(line: string): void
}

/** Lives through a shape. Answers may still be on their way when it ends. */
export async function runShape(shape: Shape, course: Course): Promise<ShapeRun> {
  const lived: Lived[] = []
  const faults: ShapeRun['faults'] = []
  const stopFaults = new AbortController()
  const breaking = breakThings(course.faults, course, { faults, signal: stopFaults.signal })
  // Whoever waits for it below hears of it.
  breaking.catch(() => undefined)
  try {
    if (shape.name === 'breaking') await breakingPoint(course, lived)
    else {
      for (const phase of shape.phases(course.minutes, course.factor)) lived.push(await live(phase, course))
    }
  } finally {
    stopFaults.abort()
    await breaking
  }
  return { lived, faults }
}

async function live(phase: Phase, { generator, say }: Course): Promise<Lived> {
  say(`${phase.name}, ${Math.round(phase.seconds)} s`)
  const from = now()
  await generator.live(phase)
  return { phase, from, to: now() }
}

async function breakThings(
  plan: readonly FaultPlan[],
  { fault, say }: Course,
  { faults, signal }: { faults: ShapeRun['faults']; signal: AbortSignal },
): Promise<void> {
  const start = now()
  for (const { kind, atSeconds } of plan) {
    const wait = start + atSeconds * 1000 - now()
    await sleep(Math.max(0, wait), undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    say(`fault: ${kind}`)
    faults.push({ kind, at: now() })
    await fault(kind)
  }
}

const steps = 20
const mostP99 = 5_000
/** An answer that takes longer is none that counts. */
const countsMs = 5_000

/**
 * A tenth more at each step until it breaks, then two steps at twice the load of the best one. A step is judged after
 * the next one, when its late answers are in.
 */
async function breakingPoint(course: Course, lived: Lived[]): Promise<void> {
  const { samples } = course.generator.seen
  const seconds = Math.max(countsMs / 1000, (course.minutes * 60) / steps)
  const go = async (name: string, times: number) => {
    lived.push({ ...(await live(breakingStep(name, seconds, times), course)), times })
  }
  const judged = () => stepsOf(lived.slice(0, -1), samples)
  for (let times = course.factor; !isBroken(judged()); times *= 1.1) {
    await go(`x ${times.toFixed(2)}`, times)
    const last = judged().at(-1)
    if (last !== undefined) {
      const { times: of, goodput, offered, p99 } = last
      course.say(`  x ${of.toFixed(2)}: ${goodput} good of ${offered} per second, p99 ${p99} ms`)
    }
  }
  const best = bestOf(judged())
  for (const half of ['first', 'second']) await go(`twice the best, ${half} half`, 2 * (best?.times ?? 1))
}

export const bestOf = (tried: readonly Step[]): Step | undefined =>
  tried.toSorted((a, b) => b.goodput - a.goodput)[0]

/** Too slow, or twice fewer good answers than at an easier step. */
function isBroken(tried: readonly Step[]): boolean {
  const last = tried.at(-1)
  const best = bestOf(tried)?.goodput ?? 0
  const isFalling = tried.length > 2 && tried.slice(-2).every(({ goodput }) => goodput < 0.9 * best)
  return last !== undefined && (last.p99 > mostP99 || isFalling || tried.length >= 40)
}

export function stepsOf(lived: readonly Lived[], samples: readonly Sample[]): Step[] {
  return lived.flatMap((one) => (one.times === undefined ? [] : [stepOf(one, one.times, samples)]))
}

/** By the time of planning, so that a request belongs to the step that caused it. */
function stepOf({ phase, from, to }: Lived, times: number, samples: readonly Sample[]): Step {
  const own = samples.filter(
    ({ of, planned }) => honestClasses.includes(of) && planned >= from && planned < to,
  )
  const perSecond = (count: number) => Math.round((count / ((to - from) / 1000)) * 10) / 10
  const waits = own.map(({ ms }) => ms)
  return {
    ...{ name: phase.name, times },
    offered: perSecond(own.length),
    goodput: perSecond(own.filter(isGood).length),
    p99: Math.round(quantile(waits, 0.99)),
  }
}
