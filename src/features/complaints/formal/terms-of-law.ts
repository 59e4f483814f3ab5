import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../../platform/time/local-day.ts'
import { addWorkingDays, dueDate } from '../../../platform/time/working-days.ts'
import type { Reading } from '../public/reading.ts'
import type { ComplaintRow } from '../public/show/queries.ts'
import { isOpen } from '../rules.ts'

/** Terms of the Administrative Procedural and Process-Related Code (350-VI), in force from a day (ISO date). */
type TermsOfLaw = {
  since: string
  /** Months to complain from learning of an act or of silence: article 92. */
  complainMonths: number
  /** Working days in which the office passes a complaint about itself on with the papers: article 91. */
  passOnDays: number
  /** Working days for the reviewing body: article 99. */
  reviewDays: number
}

/** The newest first; another wording of the law is another line. Source: domain.md B6, B13. */
const history: readonly TermsOfLaw[] = [
  { since: '2021-07-01', complainMonths: 3, passOnDays: 3, reviewDays: 20 },
]

export function termsOfLaw(today: Temporal.PlainDate): TermsOfLaw {
  const day = today.toString()
  const terms = history.find(({ since }) => since <= day) ?? history.at(-1)
  if (terms === undefined) throw new Error('no terms of law')
  return terms
}

/** When a formal appeal that is filed now would be registered, passed on and answered. Days are ISO dates. */
export function filingDays({ now, city, calendar, today }: Reading): {
  answerBy: string
  forwardBy: string
} {
  const { registeredOn, dueOn } = dueDate({
    receivedAt: Temporal.Instant.fromEpochMilliseconds(now),
    termDays: city.termDays,
    calendar,
    timeZone: city.timeZone,
    countFrom: city.countFrom,
    workingDayEnds: city.workingDayEnds,
  })
  const from = Temporal.PlainDate.compare(registeredOn, today) < 0 ? today : registeredOn
  return {
    answerBy: dueOn.toString(),
    forwardBy: addWorkingDays(from, city.profile.forwardDays, calendar).toString(),
  }
}

/**
 * How a complaint about an answer, or about silence, would go when it is handed in today. Days are ISO dates.
 * - answer: there is an official answer to complain about
 * - silence: the term is over and nobody has answered
 */
export type AppealDays = {
  about: 'answer' | 'silence'
  /** The day of the answer, or the last day of the term. */
  from: string
  until: string
  tooLate: boolean
  passedOnBy: string
  decidedBy: string
  terms: TermsOfLaw
}

/** Null while there is nothing to complain about. */
export function appealDays(row: ComplaintRow, { today, calendar, timeZone }: Reading): AppealDays | null {
  const answer = row.answers.findLast(({ outcome }) => outcome !== 'planned')
  const late =
    answer === undefined && isOpen(row.status) && row.dueOn !== null && row.dueOn < today.toString()
  if (answer === undefined && !late) return null
  const from =
    answer === undefined
      ? Temporal.PlainDate.from(row.dueOn ?? today.toString())
      : localDate(Temporal.Instant.fromEpochMilliseconds(answer.at), timeZone)
  const terms = termsOfLaw(today)
  const until = from.add({ months: terms.complainMonths })
  const passedOn = addWorkingDays(today, terms.passOnDays, calendar)
  return {
    about: answer === undefined ? 'silence' : 'answer',
    from: from.toString(),
    until: until.toString(),
    tooLate: Temporal.PlainDate.compare(today, until) > 0,
    passedOnBy: passedOn.toString(),
    decidedBy: addWorkingDays(passedOn, terms.reviewDays, calendar).toString(),
    terms,
  }
}
