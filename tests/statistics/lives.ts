import fc from 'fast-check'
import { projectAll } from '../../src/features/complaints/index.ts'
import { canHappen } from '../../src/features/complaints/rules.ts'
import type { Cast } from '../support/cast.ts'
import { type History, HistoryBuilder, HOUR } from './histories.ts'

const kinds = [
  ...['transferred', 'extended', 'recategorised', 'planned', 'answered', 'answered', 'answered', 'refused'],
  ...['forwarded', 'merged', 'withdrawn', 'confirmed', 'partly', 'reopened', 'reopened', 'closed', 'hidden'],
] as const

export const lifeChannels = ['web', 'phone', 'letter'] as const

/** Seconds before `asOf` at which it begins, an office or none yet, then steps: what, after how many seconds, a number. */
export const lives = fc.record({
  age: fc.integer({ min: 1, max: 800 * 86_400 }),
  sentAfter: fc.option(fc.integer({ min: 0, max: 5 * 86_400 }), { freq: 12 }),
  office: fc.nat({ max: 3 }),
  category: fc.nat({ max: 3 }),
  district: fc.nat({ max: 2 }),
  channel: fc.constantFrom(...lifeChannels),
  steps: fc.array(
    fc.tuple(
      fc.constantFrom(...kinds),
      fc.oneof(fc.integer({ min: 1, max: 3_600 }), fc.integer({ min: 1, max: 40 * 86_400 })),
      fc.nat({ max: 11 }),
    ),
    { maxLength: 9 },
  ),
})
export type Life = typeof lives extends fc.Arbitrary<infer Value> ? Value : never

/** Lives it: steps that the rules forbid in the state it is in, and steps after `asOf`, do not happen. */
export function historyOf(cast: Cast, asOf: number, life: Life): History {
  const offices = Object.values(cast.offices)
  const categories = [null, cast.categories.potholes, cast.categories.heating, cast.categories.lights]
  const districts = [null, cast.districts.west, cast.districts.east]
  let at = asOf - life.age * 1_000
  const due = (days: number) => at + (days + 1) * 24 * HOUR
  const builder = new HistoryBuilder(cast, at, {
    category: categories[life.category] ?? null,
    district: districts[life.district] ?? null,
    channel: life.channel,
  })
  if (life.sentAfter !== null && at + life.sentAfter * 1_000 <= asOf) {
    at += life.sentAfter * 1_000
    builder.sent(at, offices[life.office] ?? 0, due(20))
  }
  for (const [kind, after, n] of life.steps) {
    const state = projectAll(builder.history.events)
    if (!canHappen(kind, state.status) || at + after * 1_000 > asOf) continue
    at += after * 1_000
    const holder = state.officeId ?? 0
    if (kind === 'transferred') {
      builder.transferred(at, holder, offices[n % 4] ?? 0, due(n), n % 2 === 0)
    } else if (kind === 'extended') builder.extended(at, due(30 + n))
    else if (kind === 'recategorised') {
      builder.recategorised(at, categories[1 + (n % 3)] ?? 0, builder.history.categoryId)
    } else if (kind === 'answered') {
      builder.answered(at, n % 3 === 0 ? 'explained' : 'solved', n % 2 === 0 ? cast.staff.executor : null)
    } else if (kind === 'reopened') builder.reopened(at, due(n))
    else builder[kind](at)
  }
  return builder.history
}
