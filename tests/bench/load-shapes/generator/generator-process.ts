import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import { type Cores, generatorCore, pin } from '../portal/affinity.ts'
import type { FromGenerator, LoadOrder, Phase, ToGenerator } from './load-order.ts'
import type { FilingSample, Sample } from './samples.ts'

/** What the generator has seen, growing while it works. */
export type Seen = {
  samples: Sample[]
  filings: FilingSample[]
  /** How far the generator was behind its plan at worst, in milliseconds, each half a second. */
  late: number[]
  underWay: number
  /** Complaints that staff have sent on their way. */
  routed: number
  /** Slow connections that the portal has cut. */
  slowCuts: number
}

export type Generator = {
  pid: number
  seen: Seen
  /** Resolves when the phase is over. */
  live(phase: Phase): Promise<void>
  /** Whoever is under way may end. */
  end(patienceMs: number): Promise<void>
  kill(): void
}

/** Politeness of the generator: what is measured goes first. */
const NICE = 10

export async function startGenerator(order: LoadOrder, cores: Cores): Promise<Generator> {
  const child = fork(`${import.meta.dirname}/generator.ts`, { serialization: 'advanced' })
  os.setPriority(child.pid ?? 0, NICE)
  if (cores === 'apart') pin(child.pid ?? 0, generatorCore)
  const seen: Seen = { samples: [], filings: [], late: [], underWay: 0, routed: 0, slowCuts: 0 }
  child.on('message', (message: FromGenerator) => {
    if (message.kind !== 'samples') return
    seen.samples.push(...message.samples)
    seen.filings.push(...message.filings)
    seen.late.push(message.lateMs)
    seen.underWay = message.underWay
    seen.routed = message.routed
    seen.slowCuts = message.slowCuts
  })
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`the generator ended with ${code}`)
  })
  died.catch(() => undefined)
  const say = async (message: ToGenerator, answer: FromGenerator['kind']) => {
    const answered = heard(child, answer)
    child.send(message)
    await Promise.race([answered, died])
  }
  await say({ kind: 'order', order }, 'ready')
  return {
    pid: child.pid ?? 0,
    seen,
    live: (phase) => say({ kind: 'phase', phase }, 'phase-done'),
    end: (patienceMs) => say({ kind: 'end', patienceMs }, 'ended'),
    kill: () => child.kill('SIGKILL'),
  }
}

function heard(child: ChildProcess, kind: FromGenerator['kind']): Promise<void> {
  return new Promise((resolve) => {
    const listen = (message: FromGenerator) => {
      if (message.kind !== kind) return
      child.off('message', listen)
      resolve()
    }
    child.on('message', listen)
  })
}
