import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { brokenInvariants } from '../support/invariants.ts'
import { type Attempt, judge, type Verdict } from './ledger.ts'
import type { PortalUnderFire } from './portal-under-fire.ts'
import { fileOne, type Moment } from './residents.ts'

export type Fault = 'portal' | 'database'

export type Fire = {
  faults: readonly Fault[]
  residents: number
  /** How many filings must have been acknowledged between two faults, so that every fault meets real traffic. */
  acksBetween: number
}

export type Result = {
  attempts: Attempt[]
  verdict: Verdict
  /** Sentences of brokenInvariants. */
  broken: string[]
}

/** Half of the faults come so soon after somebody has pressed Send or got an answer, the others whenever. */
const AIM_MS = 60
const ANY_MS = 1_500
const PATIENCE_MS = 180_000

/** Residents file without a break while the portal and its database are killed at random moments. */
export async function runUnderFire(portal: PortalUnderFire, fire: Fire): Promise<Result> {
  await portal.start()
  const street = createStreet(portal, fire.residents)
  for (const fault of fire.faults) {
    await street.acknowledges(fire.acksBetween)
    const isAimed = Math.random() < 0.5
    if (isAimed) await street.next(Math.random() < 0.5 ? 'sent' : 'answered')
    await sleep(Math.random() * (isAimed ? AIM_MS : ANY_MS))
    if (fault === 'database') {
      await portal.killDatabase()
    } else {
      await portal.killPortal()
      await portal.start()
    }
  }
  await street.acknowledges(fire.acksBetween)
  const attempts = await street.goHome()
  return portal.look(async (inside) => ({
    attempts,
    verdict: await judge(attempts, inside),
    broken: await brokenInvariants(inside),
  }))
}

/** Residents who file one complaint after the other, in one mood and another. */
export function createStreet(portal: Pick<PortalUnderFire, 'town' | 'output'>, residents: number) {
  const { town } = portal
  const attempts: Attempt[] = []
  const noMore = new AbortController()
  const giveUp = new AbortController()
  const moments = new EventEmitter<Record<Moment, []>>()

  async function live(): Promise<void> {
    while (!noMore.signal.aborted) {
      const mood = Math.random()
      const habits = { isPatient: mood < 0.7, isNervous: mood < 0.25, photos: Math.floor(Math.random() * 3) }
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
