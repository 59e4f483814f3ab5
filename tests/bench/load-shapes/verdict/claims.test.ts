import { expect, it } from 'vitest'
import type { RequestClass, Sample } from '../generator/samples.ts'
import { breakingStep, shapes } from '../shapes.ts'
import type { Evidence } from './claim.ts'
import { claimsOf } from './claims.ts'

const sample = (more: Partial<Sample>): Sample => ({
  ...{ of: 'reading', page: 'list', planned: 0, ms: 50, afterSent: 50, status: 200, bytes: 1 },
  ...more,
})

const times = (count: number, more: Partial<Sample>) => Array.from({ length: count }, () => sample(more))

function evidence(more: Partial<Evidence>, samples: Sample[]): Evidence {
  const [phase = breakingStep('x 1.00', 10, 1)] = shapes.steady.phases(1, 1)
  return {
    ...{ shape: 'steady', factor: 1, watched: [], transactions: 0, drainedS: 0 },
    seen: { samples, filings: [], late: [], underWay: 0, routed: 0, slowCuts: 0 },
    lived: [{ phase, from: 0, to: 60_000 }],
    disk: { grown: 0, owned: 0 },
    loss: {
      ...{
        judgement: 'no verdict',
        reason: '',
        faultsInjected: 0,
        acked: 0,
        ackedPresent: 0,
        ackedMissing: [],
      },
      ...{ unknownPresent: 0, unknownAbsent: 0, refusedAbsent: 0, refusedPresent: [], doubled: [] },
      ...{ unsent: [], differs: [], orphans: [] },
    },
    ...more,
  }
}

const judgementOf = (given: Evidence, claim: RegExp) =>
  claimsOf(given).find((one) => claim.test(one.claim))?.judgement

it('says nothing of a share of one in a hundred from few requests', () => {
  expect(judgementOf(evidence({}, times(50, {})), /reading p99/)).toBe('no verdict')
  expect(judgementOf(evidence({}, times(500, {})), /reading p99/)).toBe('holds')
})

it('counts a page that never came as slow, and one that was refused not as fast', () => {
  const lost = [...times(480, {}), ...times(20, { status: 0, ms: 30_000 })]
  expect(judgementOf(evidence({}, lost), /reading p99/)).toBe('does not hold')
  const refused = [...times(480, {}), ...times(20, { status: 503, ms: 1 })]
  expect(judgementOf(evidence({}, refused), /reading p99/)).toBe('holds')
  expect(judgementOf(evidence({}, refused), /pages read within a second/)).toBe('does not hold')
})

it('wants statistics refused first and filing last', () => {
  const refusals = (...order: RequestClass[]) =>
    order.flatMap((of, index) => times(5, { of, planned: index * 1000, status: 503 }))
  const judged = (samples: Sample[]) => judgementOf(evidence({ shape: 'breaking' }, samples), /in this order/)
  expect(judged(refusals('statistics', 'map', 'reading'))).toBe('holds')
  expect(judged(refusals('statistics', 'reading', 'map'))).toBe('does not hold')
  expect(judged(refusals('filing'))).toBe('does not hold')
  expect(judged(times(5, {}))).toBe('no verdict')
})

it('compares good answers at twice the load with those of the best step', () => {
  const at = (name: string, second: number) => ({
    ...{ phase: breakingStep(name, 1, 1), from: second * 1000, to: second * 1000 + 1000, times: 1 },
  })
  const lived = [at('x 1.00', 0), at('twice the best, first half', 1)]
  const goodputs = (best: number, twice: number) => [...times(best, {}), ...times(twice, { planned: 1500 })]
  const judged = (samples: Sample[]) =>
    judgementOf(evidence({ shape: 'breaking', lived }, samples), /plateau/)
  expect(judged(goodputs(100, 85))).toBe('holds')
  expect(judged(goodputs(100, 75))).toBe('does not hold')
})

it('doubts what was missed on a machine that did other work', () => {
  const busy = Array.from({ length: 20 }, (_, at) => ({
    ...{ at: at * 1000, rssMb: 1, openFiles: 1, loopDelayMs: 1, queueAgeS: 0, mailBacklog: 0, counters: {} },
    ...{ busy: 1, steal: 0, cores: { portal: 0.5, database: 0.2, helpers: 0 }, others: 0.9 },
  }))
  const slow = times(500, { ms: 3_000 })
  expect(judgementOf(evidence({}, slow), /reading p99/)).toBe('does not hold')
  expect(judgementOf(evidence({ watched: busy }, slow), /reading p99/)).toBe('no verdict')
  expect(judgementOf(evidence({ watched: busy }, times(500, {})), /reading p99/)).toBe('holds')
})

it('counts what the cache gave on, over a new start of the portal as well', () => {
  const given = (...counts: (number | null)[]) =>
    counts.map((count): Evidence['watched'][number] => ({
      ...{ at: 0, rssMb: null, openFiles: null, loopDelayMs: null, queueAgeS: null, mailBacklog: null },
      ...{ busy: null, steal: null, cores: null, others: null },
      counters: count === null ? {} : { 'ashyq_kept_pages{what="shared"}': count },
    }))
  const judged = (watched: Evidence['watched']) =>
    judgementOf(evidence({ shape: 'tv', watched }, times(1000, {})), /served from the cache/)
  expect(judged(given(100, 500, 800))).toBe('holds')
  expect(judged(given(100, 500, 799))).toBe('does not hold')
  expect(judged(given(100, 500, null, 200, 300))).toBe('holds')
  expect(judged([])).toBe('does not hold')
})
