import { Temporal } from 'temporal-polyfill'
import { startOfDay } from '../../../platform/time/local-day.ts'
import {
  aalenJohansen,
  expectedOnTime,
  kaplanMeier,
  ratePerThousand,
  wilson95,
} from '../../statistics/index.ts'
import { answerName } from './bursts.ts'
import type { Acts, Case, Counted } from './cases.ts'

/*
 * Figures counted from the events of a dump and nothing else, each as statistics.md 3 defines it. Nothing here is
 * shared with what the portal counts with, but the five estimators, which take counts and know nothing of complaints:
 * those are held against published results in tests/statistics/estimators.test.ts.
 */

export type Question = {
  /** Local days, both included. */
  window: { from: string; to: string }
  timeZone: string
  /** Milliseconds UTC: a full hour. */
  asOf: number
  /** Codes of categories that ask for a photo of the result. */
  proven: ReadonlySet<string>
  /** Answers in a run of many by one person, see bursts.ts. */
  bursts: ReadonlySet<string>
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

const midnight = (day: string, timeZone: string): number =>
  startOfDay(Temporal.PlainDate.from(day), timeZone).epochMilliseconds

type Within = (at: number | null | undefined) => boolean

/** True for instants of the window. */
export function windowOf({ window, timeZone }: Question): Within {
  const start = midnight(window.from, timeZone)
  const end = midnight(Temporal.PlainDate.from(window.to).add({ days: 1 }).toString(), timeZone)
  return (at) => at != null && at >= start && at < end
}

/** The figures of the cases that are given, without the expected share, which needs those of all offices. */
export function recount({ cases, acts }: Counted, question: Question) {
  const within = windowOf(question)
  const received = cases.filter((one) => one.received && within(one.start))
  const due = dueOf(cases, question)
  const answers = cases.flatMap((one) => one.answers.map((answer) => ({ ...answer, category: one.category })))
  const told = answers.filter(({ at }) => within(at))
  const final = told.filter(({ outcome }) => outcome !== 'planned')
  const left = (how: string) => cases.filter((one) => one.left?.how === how && within(one.left.at)).length
  const outcome = (name: string) => told.filter((answer) => answer.outcome === name).length
  const said = (verdict: string | null) => final.filter((answer) => answer.verdict === verdict).length
  const hidden = received.filter((one) => one.hidden !== null)
  return {
    received: received.length,
    answered: cases.filter(({ answered }) => within(answered)).length,
    onTime: share(due.filter(isOnTime).length, due.length),
    ...waitingOf(received, question),
    resolution: resolutionOf(received, question),
    verdicts: {
      confirmed: said('yes'),
      disputed: said('no') + said('partly'),
      none: said(null),
      partly: said('partly'),
    },
    reopened: reopenedOf(final, question),
    openNow: openNowOf(cases, question),
    outcomes: {
      ...{ solved: outcome('solved'), planned: outcome('planned'), explained: outcome('explained') },
      ...{ refused: outcome('refused'), forwarded: left('forwarded'), withdrawn: left('withdrawn') },
      merged: left('merged') + acts.filter(({ merged }) => within(merged)).length,
    },
    refusedBy: tally(
      told.flatMap((answer) => (answer.outcome === 'refused' ? [answer.ground ?? 'unknown'] : [])),
    ),
    hiddenBy: tally(hidden.map((one) => one.hidden ?? 'other')),
    leftOut: { spam: acts.filter(({ spam }) => within(spam)).length },
    transfers: {
      ...transfersOf(acts, within),
      medianOffices: middle(received.map(({ offices }) => offices)),
    },
    extended: share(due.filter(({ extended }) => extended).length, due.length),
    signals: {
      instant: cases.filter(
        ({ start, answered }) => within(answered) && answered !== null && answered < start + 600_000,
      ).length,
      bursts: acts.flatMap((one) =>
        one.answers.filter(
          ({ at, seq }) => within(at) && question.bursts.has(answerName(one.complaint, { seq })),
        ),
      ).length,
      noPhoto: told.filter((answer) => isUnproven(answer, question)).length,
      recategorised: acts.flatMap(({ recategorisedLate }) => recategorisedLate.filter(within)).length,
      hidden: hidden.length,
    },
  }
}

/** Their term ended within the window and is over; what went away before it is nobody's failure. */
export function dueOf(cases: readonly Case[], question: Question): Case[] {
  const within = windowOf(question)
  return cases.filter(({ due, answered, left }) => {
    if (due === null || !within(due) || due >= question.asOf) return false
    const isInTime = answered !== null && answered <= due
    return isInTime || left === null || left.at >= due
  })
}

/** What came in within the window by who lives there, as residents.csv says; few are not told. */
export function withRate<Told extends { received: number }>(figures: Told, residents: number | undefined) {
  const rate = residents === undefined ? null : ratePerThousand(figures.received, residents)
  return {
    ...figures,
    rate: {
      residents: residents ?? null,
      perThousand: rounded(rate?.perThousand ?? null),
      ...{ low: rounded(rate?.low ?? null), high: rounded(rate?.high ?? null) },
    },
  }
}

export const isOnTime = ({ answered, due }: Case): boolean =>
  answered !== null && due !== null && answered <= due

/** Whole hours from the first to the second, never less than none. */
const hours = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / HOUR))

function waitingOf(received: readonly Case[], { asOf }: Question) {
  const events = received.flatMap(({ start, answered }) =>
    answered === null ? [] : [hours(start, answered)],
  )
  const others = received.flatMap(({ start, answered, left }) =>
    answered === null ? [hours(start, left?.at ?? asOf)] : [],
  )
  const { median, p90 } = kaplanMeier(events.map(once), others.map(once))
  return {
    medianHours: { ...median, events: events.length, censored: others.length },
    p90Hours: { value: p90 },
  }
}

function resolutionOf(received: readonly Case[], { asOf }: Question) {
  const of = (how: 'solved' | 'ended') =>
    received.flatMap(({ start, fate }) => (fate?.how === how ? [once(hours(start, fate.at))] : []))
  const unended = received.flatMap(({ start, fate }) =>
    fate === null || fate.how === 'gone' ? [once(hours(start, fate?.at ?? asOf))] : [],
  )
  const { atHorizon, median } = aalenJohansen(
    { ended: of('solved'), competing: of('ended'), censored: unended },
    30 * 24,
  )
  const { share: within30d, low, high } = atHorizon
  return { within30d: rounded(within30d), low: rounded(low), high: rounded(high), medianHours: median }
}

type Told = { at: number; outcome: string; reopenedAt: number | null }

/** Of final answers that have been watched for thirty whole days. */
function reopenedOf(final: readonly Told[], { asOf, timeZone }: Question) {
  const today = Temporal.Instant.fromEpochMilliseconds(asOf).toZonedDateTimeISO(timeZone).toPlainDate()
  const watchedUntil = midnight(today.subtract({ days: 30 }).toString(), timeZone)
  const settled = final.filter(({ at }) => at < watchedUntil)
  const soon = settled.filter(({ at, reopenedAt }) => reopenedAt !== null && reopenedAt <= at + 30 * DAY)
  return share(soon.length, settled.length)
}

/** The backlog at `asOf`, whatever the window. */
function openNowOf(cases: readonly Case[], { asOf }: Question) {
  const open = cases.filter((one) => one.open)
  const ages = open.map(({ start }) => hours(start, asOf))
  const aged = (from: number, before: number) =>
    ages.filter((age) => age >= from * 24 && age < before * 24).length
  return {
    n: open.length,
    overdue: open.filter(({ openDue }) => openDue !== null && openDue < asOf).length,
    unanswered: open.filter(({ answered }) => answered === null).length,
    oldestHours: ages.length === 0 ? null : ages.reduce((oldest, age) => Math.max(oldest, age), 0),
    ageBands: {
      ...{ '0-3': aged(0, 4), '4-15': aged(4, 16), '16-30': aged(16, 31), '31-90': aged(31, 91) },
      '90+': aged(91, Number.POSITIVE_INFINITY),
    },
  }
}

function transfersOf(acts: readonly Acts[], within: Within) {
  const all = acts.flatMap(({ transfers }) => transfers.filter(({ at }) => within(at)))
  const later = all.filter(({ late }) => late).length
  return { within3: all.length - later, later }
}

type Photographed = { outcome: string; photos: number; sitting: string | null; category: string | null }

/** Called solved by a person without a photo, where the category asks for one. */
const isUnproven = ({ outcome, photos, sitting, category }: Photographed, { proven }: Question): boolean =>
  outcome === 'solved' && photos === 0 && sitting !== null && category !== null && proven.has(category)

/** What an office would have on time, were it as punctual as all offices in each category. */
export function expected(own: readonly Case[], all: readonly Case[], question: Question) {
  const ofAll = Map.groupBy(dueOf(all, question), ({ category }) => category)
  const due = dueOf(own, question)
  const categories = [...Map.groupBy(due, ({ category }) => category)].map(([category, cases]) => {
    const beside = ofAll.get(category) ?? []
    return { due: cases.length, cityDue: beside.length, cityOnTime: beside.filter(isOnTime).length }
  })
  const { share: value, differs } = expectedOnTime(categories, due.filter(isOnTime).length)
  return { share: rounded(value), differs }
}

/** Whether there is anything in a part that is published: small parts without any are left out. */
export function isTelling(cases: readonly Case[], question: Question): boolean {
  const within = windowOf(question)
  return (
    cases.some((one) => one.open || (one.received && within(one.start)) || within(one.answered)) ||
    dueOf(cases, question).length > 0
  )
}

/** Events of a month and what was open at its end. */
export function month(cases: readonly Case[], name: string, question: Question) {
  const { timeZone, window } = question
  const first = Temporal.PlainYearMonth.from(name)
  const lastDay = first.toPlainDate({ day: first.daysInMonth }).toString()
  const inMonth = {
    ...question,
    window: { from: `${name}-01`, to: lastDay < window.to ? lastDay : window.to },
  }
  const within = windowOf(inMonth)
  const end = midnight(Temporal.PlainDate.from(inMonth.window.to).add({ days: 1 }).toString(), timeZone)
  const until: Within = (at) => at != null && at < end
  const events = (when: Within) => ({
    received: cases.filter(({ start }) => when(start)).length,
    reopened: cases.flatMap(({ reopened }) => reopened.filter(when)).length,
    answered: cases.flatMap(({ rounds }) => rounds.filter(when)).length,
    left: cases.filter(({ left }) => when(left?.at)).length,
  })
  const all = events(until)
  const due = dueOf(cases, inMonth)
  return {
    ...events(within),
    open: all.received + all.reopened - all.answered - all.left,
    onTime: share(due.filter(isOnTime).length, due.length),
  }
}

/** Where few cases could tell about single people, shares are not told (statistics.md 3). */
export function withoutSmallShares(figures: ReturnType<typeof recount>): ReturnType<typeof recount> {
  const few = (one: ReturnType<typeof share>) =>
    one.of < 10 ? { ...one, share: null, low: null, high: null } : one
  const { onTime, reopened, extended, resolution, received } = figures
  return {
    ...figures,
    ...{ onTime: few(onTime), reopened: few(reopened), extended: few(extended) },
    resolution: received < 10 ? { ...resolution, within30d: null, low: null, high: null } : resolution,
  }
}

const once = (hour: number): [hour: number, count: number] => [hour, 1]

function share(n: number, of: number) {
  const { share: value, low, high } = wilson95(n, of)
  return { n, of, share: rounded(value), low: rounded(low), high: rounded(high) }
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000)

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

/** The smallest with half of all at or below it. */
function middle(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null
}
