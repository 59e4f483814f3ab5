import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { brokenInvariants } from '../support/invariants.ts'
import { type Attempt, judge, type Verdict } from './ledger.ts'
import type { PortalUnderFire } from './portal-under-fire.ts'
import { fileOne, type Moment } from './residents.ts'

export type Fault = 'portal' | 'database' | 'worker' | 'pictures'

export type Fire = {
  faults: readonly Fault[]
  residents: number
  /** How many filings must have been acknowledged between two faults, so that every fault meets real traffic. */
  acksBetween: number
  /** The share of filings that may have photos, which cost most of the time; all unless told otherwise. */
  withPhotos?: number
}

export type Result = {
  attempts: Attempt[]
  verdict: Verdict
  /** Sentences of brokenInvariants. */
  broken: string[]
  /** How often each fault met something: a fault that bit nothing proves nothing. */
  bites: Record<Fault, number>
}

/** Half of the faults come so soon after somebody has pressed Send or got an answer, the others whenever. */
const AIM_MS = 60
const ANY_MS = 1_500
const PATIENCE_MS = 180_000

/** Residents file without a break while the portal and its database are killed at random moments. */
export async function runUnderFire(portal: PortalUnderFire, fire: Fire): Promise<Result> {
  await portal.start()
  const bites: Record<Fault, number> = { portal: 0, database: 0, worker: 0, pictures: 0 }
  const street = createStreet(portal, fire)
  for (const fault of fire.faults) {
    await street.acknowledges(fire.acksBetween)
    const isAimed = Math.random() < 0.5
    if (isAimed) await street.next(Math.random() < 0.5 ? 'sent' : 'answered')
    await sleep(Math.random() * (isAimed ? AIM_MS : ANY_MS))
    bites[fault] += await strike(portal, fault)
  }
  await street.acknowledges(fire.acksBetween)
  const attempts = await street.goHome()
  return portal.look(async (inside) => ({
    attempts,
    verdict: await judge(attempts, inside),
    broken: await brokenInvariants(inside),
    bites,
  }))
}

/** One fault; answers how many processes it hit. */
async function strike(portal: PortalUnderFire, fault: Fault): Promise<number> {
  switch (fault) {
    case 'database':
      await portal.killDatabase()
      return 1
    case 'worker':
      await portal.killWorker()
      return 1
    case 'pictures': {
      // Photos are decoded for moments only.
      const deadline = performance.now() + 5_000
      let hit = 0
      while (hit === 0 && performance.now() < deadline) {
        hit = await portal.killPictures()
        await sleep(5)
      }
      return hit
    }
    case 'portal':
      await portal.killPortal()
      await portal.start()
      return 1
  }
}

/** Residents who file one complaint after the other, in one mood and another. */
export function createStreet(
  portal: Pick<PortalUnderFire, 'town' | 'output'>,
  { residents, withPhotos = 1 }: Pick<Fire, 'residents' | 'withPhotos'>,
) {
  const { town } = portal
  const attempts: Attempt[] = []
  const noMore = new AbortController()
  const giveUp = new AbortController()
  const moments = new EventEmitter<Record<Moment, []>>()

  async function live(): Promise<void> {
    while (!noMore.signal.aborted) {
      const mood = Math.random()
      const photos = Math.random() < withPhotos ? Math.floor(Math.random() * 3) : 0
      const habits = { isPatient: mood < 0.7, isNervous: mood < 0.25, photos }
      const attempt = await fileOne(town, habits, {
        until: giveUp.signal,
        onMoment: (moment) => moments.emit(moment),
      })
      if (attempt !== undefined) attempts.push(attempt)
    }
  }
  const lives = Promise.all(Array.from({ length: residents }, live))
  // Whoever waits for something hears of it.
  lives.catch(() => undefined)
  const acked = () => attempts.filter(({ outcome }) => outcome === 'acked').length

  return {
    /** Until so many more filings were acknowledged. Throws what residents cannot live with. */
    async acknowledges(more: number): Promise<void> {
      const wanted = acked() + more
      const deadline = performance.now() + PATIENCE_MS
      while (acked() < wanted) {
        await Promise.race([sleep(20), lives])
        if (performance.now() > deadline)
          throw new Error(
            `Not ${more} filings within ${PATIENCE_MS} ms. The portal said:\n${portal.output()}`,
          )
      }
    },
    next: (moment: Moment) => Promise.race([once(moments, moment), lives]),
    async goHome(): Promise<Attempt[]> {
      noMore.abort()
      const deadline = setTimeout(() => giveUp.abort(), PATIENCE_MS)
      await lives
      clearTimeout(deadline)
      return attempts
    },
  }
}
