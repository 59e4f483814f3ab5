import type { Deps } from '../../../platform/deps.ts'
import type { City } from '../../city/index.ts'
import {
  type ActRow,
  type AnswerRow,
  answers,
  type BurstRow,
  burstAnswers,
  type CountRow,
  counts,
  type OpenRow,
  openNow,
  type Question,
  rareActs,
  type TallyRow,
  tallies,
} from './queries.ts'
import type { Scope } from './scope.ts'
import { monthsOf, spanOf } from './window.ts'

/** Everything that was counted, row by row; rows of all offices together make the sums of all offices. */
export type Measured = {
  counts: CountRow[]
  tallies: TallyRow[]
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
      await tx.$executeRaw`
        SELECT set_config('statement_timeout', ${String(LONGEST_MS)}, true), set_config('work_mem', '64MB', true),
          set_config('jit', 'off', true)`
      return {
        counts: await counts(tx, question),
        tallies: await tallies(tx, question),
        answers: await answers(tx, question),
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
    counts: own(measured.counts),
    tallies: own(measured.tallies),
    answers: own(measured.answers),
    open: own(measured.open),
    acts: own(measured.acts),
    bursts: own(measured.bursts),
  }
}
