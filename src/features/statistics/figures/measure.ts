import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import {
  type ActRow,
  type AnswerRow,
  type BurstRow,
  burstAnswers,
  type FlowRow,
  flow,
  type HeadlineRow,
  type HoursRow,
  headline,
  hourHistograms,
  type OpenRow,
  openNow,
  type Question,
  rareActs,
  type SliceRow,
  slices,
  standingAnswers,
} from './queries.ts'
import type { Scope } from './scope.ts'
import { monthsOf, spanOf } from './window.ts'

/** Everything that was counted, row by row; rows of all offices together make the sums of all offices. */
export type Measured = {
  headline: HeadlineRow[]
  hours: HoursRow[]
  slices: SliceRow[]
  flow: FlowRow[]
  answers: AnswerRow[]
  open: OpenRow[]
  acts: ActRow[]
  bursts: BurstRow[]
}

/** A large city and a rarely asked window may need longer than a page; nothing waits for it but this. */
const LONGEST_MS = 120_000

/** Counts all of a scope in one snapshot of the database, so that the figures agree with each other. */
export function measure({ db }: Pick<Deps, 'db'>, city: City, scope: Scope, asOf: number): Promise<Measured> {
  const question: Question = {
    cityId: city.id,
    scope,
    span: spanOf(scope.window, city.timeZone),
    months: monthsOf(scope.window, city.timeZone),
    asOf,
  }
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(LONGEST_MS)}, true), set_config('jit', 'off', true)`
      return {
        headline: await headline(tx, question),
        hours: await hourHistograms(tx, question),
        slices: await slices(tx, question),
        flow: await flow(tx, question),
        answers: await standingAnswers(tx, question),
        open: await openNow(tx, question),
        acts: await rareActs(tx, question),
        bursts: await burstAnswers(tx, question),
      }
    },
    { isolationLevel: 'RepeatableRead', timeout: LONGEST_MS, maxWait: 10_000 },
  )
}

/** The rows of one office. */
export function measuredOf(measured: Measured, officeId: number): Measured {
  const own = <Row extends { grp: number }>(rows: Row[]) => rows.filter(({ grp }) => grp === officeId)
  return {
    headline: own(measured.headline),
    hours: own(measured.hours),
    slices: own(measured.slices),
    flow: own(measured.flow),
    answers: own(measured.answers),
    open: own(measured.open),
    acts: own(measured.acts),
    bursts: own(measured.bursts),
  }
}
