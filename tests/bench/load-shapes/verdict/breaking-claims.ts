import { isShed, type Sample, type ShedClass, shedOrder } from '../generator/samples.ts'
import { bestOf, stepsOf } from '../run-shape.ts'
import type { Claim, Evidence } from './claim.ts'

/** Of the climb and of twice the load of its best step. */
export function breakingClaims({ seen, lived }: Evidence): Claim[] {
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
