import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { aalenJohansen } from '../../src/features/statistics/estimators/aalen-johansen.ts'
import type { HourCounts } from '../../src/features/statistics/estimators/hour-histogram.ts'
import { kaplanMeier, medianAndP90 } from '../../src/features/statistics/estimators/kaplan-meier.ts'
import { countOnTime } from '../../src/features/statistics/estimators/on-time.ts'
import { ratePerThousand } from '../../src/features/statistics/estimators/poisson.ts'
import { expectedOnTime } from '../../src/features/statistics/estimators/standardisation.ts'
import { wilson95 } from '../../src/features/statistics/estimators/wilson.ts'

type Case = { hour: number; kind: 'solved' | 'other' | 'open' }

/** The histogram of the cases of one kind, or of several. */
function hours(cases: readonly Case[], ...kinds: Case['kind'][]): HourCounts {
  return cases.filter(({ kind }) => kinds.includes(kind)).map(({ hour }) => [hour, 1] as const)
}

/** '8 8+ 12': an event at 8, a censoring at 8, an event at 12. */
function durations(text: string): Case[] {
  return text
    .split(' ')
    .map((word) => ({ hour: Number.parseInt(word, 10), kind: word.endsWith('+') ? 'open' : 'solved' }))
}

/** With a step of the curve as one object. */
function survival(events: HourCounts, censored: HourCounts) {
  const { curve, ...found } = kaplanMeier(events, censored)
  const { hours, survival, variance } = curve
  return {
    ...found,
    curve: Array.from(hours, (hour, row) => ({
      ...{ hour, survival: survival[row] ?? -1, variance: variance[row] ?? -1 },
    })),
  }
}

const survivalOf = (cases: readonly Case[]) => survival(hours(cases, 'solved'), hours(cases, 'other', 'open'))

function incidenceOf(cases: readonly Case[], horizon = 720) {
  const parts = {
    ended: hours(cases, 'solved'),
    competing: hours(cases, 'other'),
    censored: hours(cases, 'open'),
  }
  const { curve, ...found } = aalenJohansen(parts, horizon)
  return {
    ...found,
    curve: Array.from(curve.hours, (hour, row) => ({
      ...{ hour, incidence: curve.incidence[row] ?? -1, variance: curve.variance[row] ?? -1 },
      ...{ competing: curve.competing[row] ?? -1, survival: curve.survival[row] ?? -1 },
    })),
  }
}

/** 400 cases of a linear congruential generator, so that R and Python can be fed the same ones. */
function generatedCases(): Case[] {
  let state = 1n
  const next = (below: number) => {
    state = (1103515245n * state + 12345n) % 2147483648n
    return Number(state >> 16n) % below
  }
  return Array.from({ length: 400 }, () => {
    const [a, b, c] = [next(30), next(30), next(100)]
    return { hour: a * b, kind: c < 60 ? 'solved' : c < 80 ? 'other' : 'open' }
  })
}

const anyCases = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: 60 }),
    kind: fc.constantFrom<Case['kind']>('solved', 'other', 'open'),
  }),
  { maxLength: 120 },
)

describe('wilson95', () => {
  // R 4.2.2: prop.test(n, of, correct = FALSE)$conf.int
  test.each([
    [9, 10, 0.5958499732, 0.9821237869],
    [900, 1000, 0.8798480368, 0.9170905564],
    [31, 990, 0.0221463213, 0.0441031375],
    [0, 10, 0, 0.2775327999],
    [10, 10, 0.7224672001, 1],
    [1, 1, 0.2065493144, 1],
    [4, 9, 0.1887785211, 0.7333487065],
  ])('%i of %i lies between %f and %f', (n, of, low, high) => {
    const result = wilson95(n, of)
    expect(result.share).toBe(n / of)
    expect(result.low).toBeCloseTo(low, 9)
    expect(result.high).toBeCloseTo(high, 9)
  })

  it('says nothing about nothing', () => {
    expect(wilson95(0, 0)).toEqual({ n: 0, of: 0, share: null, low: null, high: null })
  })

  test.each([
    [2, 1],
    [-1, 1],
    [0.5, 1],
    [Number.NaN, 1],
  ])('refuses %d of %d', (n, of) => {
    expect(() => wilson95(n, of)).toThrow(RangeError)
  })

  const counts = fc
    .integer({ min: 1, max: 1_000_000 })
    .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))

  it('lies within 0 and 1, holds the share, and mirrors', () => {
    fc.assert(
      fc.property(counts, ([n, of]) => {
        const { share, low, high } = wilson95(n, of)
        if (share === null || low === null || high === null) throw new Error('defined for of > 0')
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share)
        expect(high).toBeLessThanOrEqual(1)
        const mirror = wilson95(of - n, of)
        expect(1 - (mirror.high ?? Number.NaN)).toBeCloseTo(low, 12)
      }),
    )
  })
})

describe('kaplanMeier', () => {
  it('gives the hand-made curve of the method', () => {
    const result = survivalOf(durations('5 8 8+ 12 20 20+ 31 40+ 55 72+'))
    expect(result.curve.map(({ hour, survival }) => [hour, Number(survival.toFixed(4))])).toEqual([
      [5, 0.9],
      [8, 0.8],
      [12, 0.6857],
      [20, 0.5714],
      [31, 0.4286],
      [55, 0.2143],
    ])
    // R 4.2.2, survival 3.5-3: survfit(Surv(t, s) ~ 1, conf.type = "log-log"), quantile(fit, c(0.5, 0.9))
    expect(result.median).toEqual({ value: 31, low: 5, high: null })
    expect(result.p90).toBeNull()
    expect(result).toMatchObject({ events: 6, censored: 4 })
    const variances = [
      0.009, 0.016, 0.0229504373177843, 0.0268221574344023, 0.0303935860058309, 0.0305575801749271,
    ]
    for (const [i, step] of result.curve.entries()) expect(step.variance).toBeCloseTo(variances[i] ?? -1, 12)
  })

  // Remission times in weeks of Freireich et al., Blood 21 (1963) 699-716; numbers from R as above.
  it('agrees with R on the 6-mercaptopurine arm of Freireich', () => {
    const result = survivalOf(
      durations('6 6 6 7 10 13 16 22 23 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+'),
    )
    expect(result.median).toEqual({ value: 23, low: 13, high: null })
    expect(result.p90).toBeNull()
    expect(result.curve.at(-1)?.survival).toBeCloseTo(0.448179271708683, 12)
    expect(result.curve.at(-1)?.variance).toBeCloseTo(0.0181148602316377, 12)
  })

  it('agrees with R on the placebo arm of Freireich, where nobody is censored', () => {
    const result = survivalOf(durations('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23'))
    expect(result.median).toEqual({ value: 8, low: 4, high: 11 })
    expect(result.p90).toBe(17)
    expect(result.curve.at(-1)).toMatchObject({ hour: 23, survival: 0 })
  })

  it('agrees with R on 400 generated cases', () => {
    const result = survivalOf(generatedCases())
    expect(result.median).toEqual({ value: 247, low: 203, high: 286 })
    expect(result.p90).toBe(728)
    const at = (hour: number) => result.curve.find((step) => step.hour === hour)
    expect(at(250)?.survival).toBeCloseTo(0.4929563177447854, 12)
    expect(at(756)?.survival).toBeCloseTo(0.054426058352331, 12)
    expect(at(756)?.variance).toBeCloseTo(6.63972064236489e-4, 12)
  })

  it('reaches a round level exactly in spite of rounding', () => {
    for (let half = 1; half <= 150; half++) {
      const cases = Array.from({ length: half * 2 }, (_, i): Case => ({ hour: i + 1, kind: 'solved' }))
      expect(survivalOf(cases).median.value).toBe(half)
      expect(incidenceOf(cases).median.value).toBe(half)
    }
  })

  it('is empty without cases and without events', () => {
    const nothing = { value: null, low: null, high: null }
    expect(survival([], [])).toEqual({ median: nothing, p90: null, events: 0, censored: 0, curve: [] })
    expect(survival([], [[5, 3]])).toEqual({
      median: nothing,
      p90: null,
      events: 0,
      censored: 3,
      curve: [],
    })
  })

  it('gives no interval where the curve falls from 1 to 0 at once', () => {
    expect(kaplanMeier([[7, 20]], []).median).toEqual({ value: 7, low: null, high: null })
  })

  it('takes hours in any order and in parts', () => {
    fc.assert(
      fc.property(anyCases, fc.infiniteStream(fc.nat()), (cases, order) => {
        const keyed = cases.map((c) => ({ c, key: order.next().value ?? 0 }))
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ c }) => c)
        expect(survivalOf(shuffled)).toEqual(survivalOf(cases))
        expect(incidenceOf(shuffled)).toEqual(incidenceOf(cases))
        const counted = new Map<number, number>()
        for (const [hour, n] of hours(cases, 'solved')) counted.set(hour, (counted.get(hour) ?? 0) + n)
        expect(survival(counted, hours(cases, 'other', 'open'))).toEqual(survivalOf(cases))
      }),
    )
  })

  it('is the empirical distribution when nobody is censored', () => {
    const times = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(times, (all) => {
        const { curve, median, p90 } = survival(
          all.map((hour) => [hour, 1] as const),
          [],
        )
        for (const { hour, survival } of curve) {
          expect(survival).toBeCloseTo(all.filter((t) => t > hour).length / all.length, 12)
        }
        const sorted = all.toSorted((a, b) => a - b)
        expect(median.value).toBe(sorted[Math.ceil(all.length * 0.5) - 1])
        expect(p90).toBe(sorted[Math.ceil((all.length * 9) / 10) - 1])
      }),
    )
  })

  it('falls, stays within 0 and 1, and holds the median in its interval', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const { curve, median } = survivalOf(cases)
        let before = 1
        for (const { survival } of curve) {
          expect(survival).toBeLessThan(before)
          expect(survival).toBeGreaterThanOrEqual(0)
          before = survival
        }
        const { value, low, high } = median
        if (value !== null && low !== null) expect(low).toBeLessThanOrEqual(value)
        if (value !== null && high !== null) expect(high).toBeGreaterThanOrEqual(value)
      }),
    )
  })

  test.each([[[[-1, 1]]], [[[1.5, 1]]], [[[1, -1]]], [[[1, 0.5]]], [[[Number.NaN, 1]]]] as [
    HourCounts,
  ][])('refuses %j', (counts) => {
    expect(() => kaplanMeier(counts, [])).toThrow(RangeError)
  })

  it('gives median and p90 alone as it gives them with the rest', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const [events, censored] = [hours(cases, 'solved'), hours(cases, 'other', 'open')]
        const { median, p90 } = kaplanMeier(events, censored)
        expect(medianAndP90(events, censored)).toEqual({ median: median.value, p90 })
      }),
    )
  })

  it('costs by distinct hours, not by cases', () => {
    const year = Array.from({ length: 8760 }, (_, hour) => [hour, 1000] as const)
    expect(kaplanMeier(year, year).events).toBe(8_760_000)
  })
})

describe('aalenJohansen', () => {
  it('agrees with R and with a numerical delta method on 400 generated cases', () => {
    const { curve, atHorizon, median } = incidenceOf(generatedCases())
    // Estimates and standard errors: R 4.2.2, survival 3.5-3, survfit(Surv(t, factor(k)) ~ 1).
    const expected = [
      [24, 0.087706766640125, 0.0375595343419151, 0.0141607671474848],
      [100, 0.2491215822232, 0.0884729458745637, 0.021838598063134],
      [300, 0.501562199557232, 0.179340598218298, 0.026541221429946],
      [720, 0.692754831345683, 0.2526068035962015, 0.0263232352732895],
    ] as const
    for (const [hour, incidence, competing, error] of expected) {
      const step = curve.findLast((s) => s.hour <= hour)
      expect(step?.incidence).toBeCloseTo(incidence, 12)
      expect(step?.competing).toBeCloseTo(competing, 12)
      expect(Math.sqrt(step?.variance ?? -1)).toBeCloseTo(error, 12)
    }
    // Intervals: Python 3.11, derivatives of F by every hazard taken numerically, log(-log) scale.
    expect(atHorizon.share).toBeCloseTo(0.692754831345683, 12)
    expect(atHorizon.low).toBeCloseTo(0.6378536387319, 9)
    expect(atHorizon.high).toBeCloseTo(0.7410601995975, 9)
    expect(median).toEqual({ value: 300, low: 247, high: 391 })
  })

  it('gives a case worked by hand', () => {
    // 1 solved at 10 of 4; 1 refused at 20 of 3; 1 open at 25; 1 solved at 30 of 1
    const { curve, median } = incidenceOf([
      { hour: 10, kind: 'solved' },
      { hour: 20, kind: 'other' },
      { hour: 25, kind: 'open' },
      { hour: 30, kind: 'solved' },
    ])
    expect(
      curve.map(({ hour, incidence, competing, survival }) => [hour, incidence, competing, survival]),
    ).toEqual([
      [10, 0.25, 0, 0.75],
      [20, 0.25, 0.25, 0.5],
      [30, 0.75, 0.25, 0],
    ])
    expect(median.value).toBe(30)
  })

  it('does not reach a median when most cases are refused', () => {
    const cases = Array.from({ length: 10 }, (_, i): Case => ({ hour: i, kind: i < 6 ? 'other' : 'solved' }))
    expect(incidenceOf(cases).median.value).toBeNull()
    expect(incidenceOf(cases).atHorizon.share).toBeCloseTo(0.4, 12)
  })

  it('reads the share at the horizon, not after it', () => {
    const cases = durations('719 720 721 900+')
    expect(incidenceOf(cases).atHorizon.share).toBeCloseTo(0.5, 12)
    expect(incidenceOf(cases, 718).atHorizon).toEqual({ share: 0, low: null, high: null })
  })

  it('says nothing about a horizon that nobody has reached yet', () => {
    const unknown = { share: null, low: null, high: null }
    expect(incidenceOf(durations('10 20 100+')).atHorizon).toEqual(unknown)
    expect(incidenceOf([]).atHorizon).toEqual(unknown)
    expect(incidenceOf(durations('10 20')).atHorizon.share).toBe(1)
    expect(incidenceOf(durations('10 720+')).atHorizon.share).toBe(0.5)
  })

  it('divides everything between solved, competing and still open', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const { curve } = incidenceOf(cases)
        const all = survival(hours(cases, 'solved', 'other'), hours(cases, 'open')).curve
        expect(curve.map(({ hour }) => hour)).toEqual(all.map(({ hour }) => hour))
        for (const [i, step] of curve.entries()) {
          expect(step.incidence + step.competing).toBeCloseTo(1 - step.survival, 12)
          expect(step.survival).toBeCloseTo(all[i]?.survival ?? -1, 12)
        }
      }),
    )
  })

  it('is one minus Kaplan-Meier when nothing competes, with the same variance', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const alone = cases.filter(({ kind }) => kind !== 'other')
        const { curve } = incidenceOf(alone)
        for (const [i, step] of survivalOf(alone).curve.entries()) {
          expect(curve[i]?.incidence).toBeCloseTo(1 - step.survival, 12)
          if (step.survival > 0) expect(curve[i]?.variance).toBeCloseTo(step.variance, 12)
        }
      }),
    )
  })
})

describe('ratePerThousand', () => {
  /** Exact limits of a Poisson count (Garwood, Biometrika 28, 1936) by halving: sums of probabilities, no quantiles. */
  function garwood(events: number): [low: number, high: number] {
    const atMost = (count: number, mean: number) => {
      let term = -mean
      let sum = Math.exp(term)
      for (let k = 1; k <= count; k++) {
        term += Math.log(mean / k)
        sum += Math.exp(term)
      }
      return sum
    }
    const solve = (isBelow: (mean: number) => boolean) => {
      let [low, high] = [0, events * 3 + 20]
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2
        if (isBelow(middle)) low = middle
        else high = middle
      }
      return low
    }
    return [
      solve((mean) => 1 - atMost(events - 1, mean) < 0.025),
      solve((mean) => atMost(events, mean) > 0.025),
    ]
  }

  it.each([10, 11, 25, 60, 400])('keeps to the exact limits of %i events', (events) => {
    const rate = ratePerThousand(events, 1000)
    const [low, high] = garwood(events)
    expect(rate?.perThousand).toBe(events)
    expect((rate?.low ?? 0) / low).toBeCloseTo(1, 2)
    expect((rate?.high ?? 0) / high).toBeCloseTo(1, 2)
  })

  it('is of a thousand people, and of few events nothing', () => {
    expect(ratePerThousand(50, 25_000)?.perThousand).toBe(2)
    expect(ratePerThousand(9, 25_000)).toBeNull()
    expect(() => ratePerThousand(10, 0)).toThrow(RangeError)
    expect(() => ratePerThousand(-1, 10)).toThrow(RangeError)
  })
})

describe('expectedOnTime', () => {
  it('weighs the rates of the city by the mix of the office', () => {
    const categories = [
      { due: 80, cityDue: 400, cityOnTime: 380 },
      { due: 20, cityDue: 100, cityOnTime: 50 },
      { due: 0, cityDue: 10, cityOnTime: 1 },
      { due: 0, cityDue: 0, cityOnTime: 0 },
    ]
    // 80 x 0.95 + 20 x 0.5 = 86
    expect(expectedOnTime(categories, 86)).toEqual({ share: 0.86, differs: false })
    // Wilson 95 % of 92 of 100 is 0.8500 to 0.9589, of 93 of 100 is 0.8625 to 0.9657
    expect(expectedOnTime(categories, 92).differs).toBe(false)
    expect(expectedOnTime(categories, 93).differs).toBe(true)
    expect(expectedOnTime(categories, 60).differs).toBe(true)
  })

  it('is nothing without due cases, and refuses a city smaller than its office', () => {
    expect(expectedOnTime([], 0)).toEqual({ share: null, differs: false })
    expect(() => expectedOnTime([{ due: 2, cityDue: 1, cityOnTime: 1 }], 1)).toThrow(RangeError)
  })

  it('is the rate of the city for the city itself', () => {
    const category = fc
      .integer({ min: 1, max: 500 })
      .chain((due) => fc.record({ due: fc.constant(due), cityOnTime: fc.integer({ min: 0, max: due }) }))
    fc.assert(
      fc.property(fc.array(category, { minLength: 1, maxLength: 20 }), (rows) => {
        const all = rows.map(({ due, cityOnTime }) => ({ due, cityDue: due, cityOnTime }))
        const onTime = rows.reduce((total, { cityOnTime }) => total + cityOnTime, 0)
        const due = rows.reduce((total, row) => total + row.due, 0)
        const { share, differs } = expectedOnTime(all, onTime)
        expect(share).toBeCloseTo(onTime / due, 12)
        expect(differs).toBe(false)
      }),
    )
  })
})

describe('countOnTime', () => {
  const dueAt = Temporal.Instant.from('2026-12-14T18:59:59.999Z')
  const before = dueAt.subtract({ hours: 5 })
  const after = dueAt.add({ milliseconds: 1 })
  const silent = { dueAt, firstAnswerAt: null, leftAt: null }
  const answered = (firstAnswerAt: Temporal.Instant) => ({ ...silent, firstAnswerAt })

  it('gives the hand-made case of the method: 4 of 9', () => {
    const custodies = [
      ...Array(3).fill({ ...silent, leftAt: before }),
      ...Array(4).fill(answered(before)),
      answered(after),
      ...Array(4).fill(silent),
    ]
    expect(custodies).toHaveLength(12)
    expect(countOnTime(custodies)).toEqual({ n: 4, of: 9 })
  })

  it('takes the last instant of the due day as on time', () => {
    expect(countOnTime([answered(dueAt)])).toEqual({ n: 1, of: 1 })
  })

  it('counts one that left at its due or after it as not on time', () => {
    expect(countOnTime([{ ...silent, leftAt: after }])).toEqual({ n: 0, of: 1 })
    expect(countOnTime([{ ...silent, leftAt: dueAt }])).toEqual({ n: 0, of: 1 })
  })

  it('keeps an answer in time that was followed by a transfer', () => {
    expect(countOnTime([{ dueAt, firstAnswerAt: before.subtract({ hours: 1 }), leftAt: before }])).toEqual({
      n: 1,
      of: 1,
    })
  })
})
