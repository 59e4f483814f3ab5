import { setTimeout as sleep } from 'node:timers/promises'
import { openLedger } from '../verdict/ledger-file.ts'
import { fileReport } from './filers.ts'
import { hostile, slowConnections } from './hostile.ts'
import { createClient, now } from './http-client.ts'
import {
  type FromGenerator,
  type LoadOrder,
  type Phase,
  type Stream,
  streams,
  type ToGenerator,
} from './load-order.ts'
import { photoCorpus } from './photo-corpus.ts'
import { readers } from './readers.ts'
import type { FilingSample, Sample } from './samples.ts'
import { arrivals, randomOf } from './schedule.ts'
import { type StaffMember, staffAtWork } from './staff-at-work.ts'
import { beginVisit, type Visit, type World } from './visit.ts'

/**
 * The generator is a process of its own, so that the portal does not wait for it nor it for the portal. It is told what
 * comes phase by phase, and tells every request.
 */
const tellEveryMs = 500

const tell = (message: FromGenerator) => process.send?.(message)

let street: Street | undefined

process.on('message', async (message: ToGenerator) => {
  if (message.kind === 'order') {
    street = await openStreet(message.order)
    tell({ kind: 'ready' })
  } else if (message.kind === 'phase') {
    await street?.live(message.phase)
    tell({ kind: 'phase-done' })
  } else {
    await street?.goHome(message.patienceMs)
    tell({ kind: 'ended' })
    process.disconnect()
  }
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit())

type Street = { live(phase: Phase): Promise<void>; goHome(patienceMs: number): Promise<void> }

async function openStreet(order: LoadOrder): Promise<Street> {
  let samples: Sample[] = []
  let filings: FilingSample[] = []
  let lateMs = 0
  let routed = 0
  const underWay = new Set<Promise<void>>()
  const staff: StaffMember[] = []
  const random = randomOf(order.seed)
  const client = createClient(order.origin)
  const ledger = openLedger(order.ledger)
  const world: World = {
    ...{ order, client, random, ledger },
    photos: await photoCorpus(order.photos, order.photoSize),
    note: (sample) => samples.push(sample),
    noteFiling: (filing) => filings.push(filing),
    noteRouted(complaints) {
      routed += complaints
    },
  }
  const slow = slowConnections(client.origin)

  function report(): void {
    const slowCuts = slow.cuts()
    tell({ kind: 'samples', samples, filings, lateMs, underWay: underWay.size, routed, slowCuts })
    samples = []
    filings = []
    lateMs = 0
  }
  const reporting = setInterval(report, tellEveryMs)

  function comes(stream: Stream, planned: number): void {
    lateMs = Math.max(lateMs, now() - planned)
    const visit = act(stream, beginVisit(world, planned), planned)
    underWay.add(visit)
    void visit.finally(() => underWay.delete(visit))
  }

  return {
    async live(phase) {
      const start = now()
      const plan = planOf(phase, () => randomOf(Math.floor(random() * 2 ** 32)))
      employ(staff, phase.staff, (index) => {
        const login = order.logins[index % order.logins.length]
        return login === undefined ? undefined : staffAtWork(world, login)
      })
      slow.hold(phase.slow)
      for (const { at, stream } of plan) {
        const wait = start + at - now()
        if (wait > 1) await sleep(wait)
        comes(stream, start + at)
      }
      await sleep(Math.max(0, start + phase.seconds * 1000 - now()))
    },
    async goHome(patienceMs) {
      employ(staff, 0, () => undefined)
      slow.close()
      await Promise.race([Promise.all(underWay), sleep(patienceMs)])
      clearInterval(reporting)
      report()
      client.close()
      ledger.close()
    },
  }
}

/** All arrivals of a phase in order. Each stream has random numbers of its own, so that one does not change another. */
function planOf(phase: Phase, newRandom: () => () => number): { at: number; stream: Stream }[] {
  return streams
    .flatMap((stream) => {
      const random = newRandom()
      const rate = phase.rates[stream]
      if (rate === undefined) return []
      return arrivals(rate, phase.seconds, random).map((at) => ({ at, stream }))
    })
    .sort((a, b) => a.at - b.at)
}

function act(stream: Stream, visit: Visit, planned: number): Promise<void> {
  switch (stream) {
    case 'filing':
      return fileReport(visit, planned)
    case 'broken-upload':
    case 'login-flood':
    case 'vote':
      return hostile[stream](visit)
    default:
      return readers[stream](visit)
  }
}

function employ(
  staff: StaffMember[],
  wanted: number,
  hire: (index: number) => StaffMember | undefined,
): void {
  while (staff.length > wanted) staff.pop()?.leaves()
  while (staff.length < wanted) {
    const member = hire(staff.length)
    if (member === undefined) return
    staff.push(member)
  }
}
