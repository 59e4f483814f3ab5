import type { ComplaintEvent } from '../../src/features/complaints/index.ts'
import type { History } from './histories.ts'

/**
 * The figures of statistics.md 3 computed again from the events alone, as simply as they are defined: no SQL, no
 * projection, no shared code. Durations are whole hours; instants milliseconds UTC.
 */
export type NaiveFigures = ReturnType<typeof naiveFigures>

type Unit = {
  office: number | null
  category: number | null
  start: number
  isReceived: boolean
  due: number | null
  extended: boolean
  answer: number | null
  left: number | null
  leftKind: string | null
  /** How it ended for good, seen from its start. */
  end: { kind: 'solved' | 'other' | 'gone'; at: number } | null
  open: boolean
  openDue: number | null
  hidden: boolean
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONTH = 720 * HOUR

/** Midnight of the city, whose clocks have stood at UTC+5 since March 2024. */
const midnight = (at: number) => Math.floor((at + 5 * HOUR) / DAY) * DAY - 5 * HOUR

export type NaiveQuestion = {
  start: number
  end: number
  asOf: number
  office: number | null
  /** Categories that ask for a photo of the result. */
  proven: readonly number[]
}

export function naiveFigures(histories: readonly History[], question: NaiveQuestion) {
  const { start, end, asOf, office, proven } = question
  const within = (at: number | null) => at !== null && at >= start && at < end
  const units = histories.flatMap((history) =>
    office === null ? complaintUnit(history) : stayUnits(history),
  )
  const own = units.filter((unit) => office === null || unit.office === office)
  const received = own.filter((unit) => unit.isReceived && within(unit.start))
  const due = own.filter(
    (unit) =>
      unit.due !== null &&
      within(unit.due) &&
      unit.due < asOf &&
      (isOnTime(unit) || unit.left === null || unit.left >= unit.due),
  )
  const open = own.filter((unit) => unit.open)
  const answers = histories
    .flatMap((history) => standingAnswers(history, office === null))
    .filter((answer) => within(answer.at) && (office === null || answer.office === office))
  const final = answers.filter(({ outcome }) => outcome !== 'planned')
  // Watched for thirty whole days.
  const settled = final.filter(({ at }) => at < midnight(asOf) - 30 * DAY)
  const said = (verdict: string | null) => final.filter((answer) => answer.verdict === verdict).length
  const outcome = (name: string) => answers.filter((answer) => answer.outcome === name).length
  const left = (kind: string) => own.filter((unit) => unit.leftKind === kind && within(unit.left)).length
  return {
    received: received.length,
    answered: own.filter((unit) => within(unit.answer)).length,
    onTime: [due.filter(isOnTime).length, due.length],
    extended: due.filter((unit) => unit.extended).length,
    waiting: survival(
      received.map(({ start: from, answer, left: gone }) => ({
        hour: Math.floor(((answer ?? gone ?? asOf) - from) / HOUR),
        event: answer !== null,
      })),
    ),
    solvedWithin30d: solvedBy(
      received.map((unit) => ({
        hour: Math.floor(((unit.end?.at ?? asOf) - unit.start) / HOUR),
        kind: unit.end?.kind ?? 'gone',
      })),
      720,
    ),
    verdicts: {
      confirmed: said('yes'),
      disputed: said('no') + said('partly'),
      none: said(null),
      partly: said('partly'),
    },
    reopened: [
      settled.filter(({ at, reopenedAt }) => reopenedAt !== null && reopenedAt <= at + MONTH).length,
      settled.length,
    ],
    open: {
      n: open.length,
      overdue: open.filter(({ openDue }) => openDue !== null && openDue < asOf).length,
      unanswered: open.filter(({ answer }) => answer === null).length,
      ages: open.map((unit) => Math.floor((asOf - unit.start) / HOUR)).toSorted((a, b) => a - b),
    },
    outcomes: {
      solved: outcome('solved'),
      planned: outcome('planned'),
      explained: outcome('explained'),
      refused: outcome('refused'),
      forwarded: left('forwarded'),
      withdrawn: left('withdrawn'),
      merged: office === null ? mergedWithin(histories, within) : left('merged'),
    },
    transfers: transfersWithin(histories, office, within),
    signals: {
      instant: own.filter(({ start: from, answer }) => within(answer) && (answer ?? 0) < from + HOUR / 6)
        .length,
      noPhoto: answers.filter(
        (one) => one.outcome === 'solved' && one.byPerson && proven.includes(one.category),
      ).length,
      recategorised: recategorisedWithin(histories, office, within),
      hidden: received.filter(({ hidden }) => hidden).length,
    },
    openAt: (at: number) => openCases(histories, office).filter(([from, to]) => from < at && to >= at).length,
    receivedByCategory: countBy(received.map(({ category }) => category)),
  }
}

const isOnTime = (unit: Unit) => unit.answer !== null && unit.due !== null && unit.answer <= unit.due

const isAnswer = ({ kind }: ComplaintEvent) => kind === 'answered' || kind === 'refused' || kind === 'planned'
const endsRound = ({ kind }: ComplaintEvent) => kind === 'answered' || kind === 'refused'
const leaves = ({ kind }: ComplaintEvent) => kind === 'withdrawn' || kind === 'forwarded' || kind === 'merged'

function complaintUnit({ events, categoryId }: History): Unit[] {
  if (events.some(({ kind }) => kind === 'merged')) return []
  const left = events.find(leaves)
  const isOpen = !left && !isAnsweredNow(events)
  const firstStay = stays(events)[0]
  const lastStay = stays(events).at(-1)
  return [
    {
      office: null,
      category: categoryId,
      start: events[0]?.at ?? 0,
      isReceived: true,
      due: firstStay?.due ?? null,
      extended: firstStay?.extended ?? false,
      answer: events.find(isAnswer)?.at ?? null,
      left: left?.at ?? null,
      leftKind: left?.kind ?? null,
      end: fate(events),
      open: isOpen,
      openDue: lastStay?.due ?? null,
      hidden: isHidden(events),
    },
  ]
}

const isHidden = (events: readonly ComplaintEvent[]) => events.some(({ kind }) => kind === 'hidden')

/** The last thing that ended or began a round decides. */
function isAnsweredNow(events: readonly ComplaintEvent[]): boolean {
  const last = events.findLast((event) => endsRound(event) || event.kind === 'reopened')
  return last !== undefined && endsRound(last)
}

function fate(events: readonly ComplaintEvent[]): Unit['end'] {
  const left = events.find(leaves)
  if (left) return { kind: 'gone', at: left.at }
  const last = events.findLast(endsRound)
  if (last === undefined || !isAnsweredNow(events)) return null
  const isSolved = last.kind === 'answered' && last.payload.outcome === 'solved'
  return { kind: isSolved ? 'solved' : 'other', at: last.at }
}

type Stay = {
  office: number
  start: number
  kind: 'first' | 'transferred' | 'reopened'
  due: number
  extended: boolean
  events: ComplaintEvent[]
}

/** Cuts a history at every act that brings it to an office. */
function stays(events: readonly ComplaintEvent[]): Stay[] {
  const found: Stay[] = []
  for (const event of events) {
    const base = { start: event.at, extended: false, events: [] }
    if (event.kind === 'sent') {
      found.push({ ...base, office: event.payload.officeId, kind: 'first', due: event.payload.dueAt })
    } else if (event.kind === 'transferred') {
      found.push({ ...base, office: event.payload.toOfficeId, kind: 'transferred', due: event.payload.dueAt })
    } else if (event.kind === 'reopened') {
      const office = found.at(-1)?.office ?? 0
      found.push({ ...base, office, kind: 'reopened', due: event.payload.dueAt })
    } else {
      const last = found.at(-1)
      if (event.kind === 'extended' && last) Object.assign(last, { due: event.payload.dueAt, extended: true })
      last?.events.push(event)
    }
  }
  return found
}

function stayUnits({ events, categoryId }: History): Unit[] {
  const all = stays(events)
  return all.map((stay, index) => {
    const next = all[index + 1]
    const passedOn = next?.kind === 'transferred' ? next.start : null
    const left = stay.events.find(leaves)
    const isAnswered = stay.events.some(endsRound)
    const nextOffice = all.slice(index + 1).find(({ kind }) => kind === 'transferred')
    return {
      office: stay.office,
      category: categoryId,
      start: stay.start,
      isReceived: stay.kind !== 'reopened',
      due: stay.due,
      extended: stay.extended,
      answer: stay.events.find(isAnswer)?.at ?? null,
      left: passedOn ?? left?.at ?? null,
      leftKind: passedOn !== null ? 'transferred' : (left?.kind ?? null),
      end: nextOffice ? { kind: 'gone', at: nextOffice.start } : fate(events),
      open: next === undefined && !left && !isAnswered,
      openDue: stay.due,
      hidden: isHidden(events),
    }
  })
}

/** Answers that are the last word, or were until the resident reopened. */
function standingAnswers({ events, categoryId }: History, withoutMerged: boolean) {
  const isLeftOut = withoutMerged && events.some(({ kind }) => kind === 'merged')
  const all = stays(events)
  const answers = events.filter(isAnswer)
  return answers.flatMap((event, index) => {
    const following = events.slice(events.indexOf(event) + 1)
    const untilNext = following.slice(
      0,
      following.findIndex(isAnswer) === -1 ? following.length : following.findIndex(isAnswer),
    )
    const reopened = untilNext.find(({ kind }) => kind === 'reopened')
    if (isLeftOut || (index < answers.length - 1 && !reopened)) return []
    const said = untilNext.findLast(({ kind }) => ['confirmed', 'partly', 'reopened'].includes(kind))?.kind
    const outcome =
      event.kind === 'answered' ? event.payload.outcome : event.kind === 'refused' ? 'refused' : 'planned'
    return [
      {
        at: event.at,
        outcome,
        verdict:
          said === undefined ? null : said === 'confirmed' ? 'yes' : said === 'partly' ? 'partly' : 'no',
        reopenedAt: reopened?.at ?? null,
        office: all.findLast(({ start }) => start <= event.at)?.office ?? null,
        category: categoryId ?? 0,
        byPerson: event.actor.staffId !== null,
      },
    ]
  })
}

function mergedWithin(histories: readonly History[], within: (at: number) => boolean): number {
  return histories.filter(({ events }) => events.some(({ kind, at }) => kind === 'merged' && within(at)))
    .length
}

function transfersWithin(
  histories: readonly History[],
  office: number | null,
  within: (at: number) => boolean,
): [number, number] {
  const acts = histories
    .flatMap(({ events }) => events)
    .filter((event) => event.kind === 'transferred')
    .filter(({ at, payload }) => within(at) && (office === null || payload.fromOfficeId === office))
  const later = acts.filter(({ payload }) => payload.late).length
  return [acts.length - later, later]
}

/** Given another category after the term had ended: of the first office, or of the one that has it. */
function recategorisedWithin(
  histories: readonly History[],
  office: number | null,
  within: (at: number) => boolean,
): number {
  return histories.flatMap(({ events }) => {
    const all = stays(events)
    const acts = events.filter(({ kind, at }) => kind === 'recategorised' && within(at))
    return acts.filter((act) => {
      const stay = office === null ? all[0] : all.find((one) => one.events.includes(act))
      return stay !== undefined && (office === null || stay.office === office) && act.at > stay.due
    })
  }).length
}

/** From when until when something was owed; for an office, while it had it. */
function openCases(histories: readonly History[], office: number | null): [number, number][] {
  return histories.flatMap(({ events }): [number, number][] => {
    if (office !== null) {
      const all = stays(events)
      return all.flatMap((stay, index): [number, number][] => {
        if (stay.office !== office) return []
        const end = stay.events.find((event) => endsRound(event) || leaves(event))?.at
        return [[stay.start, end ?? all[index + 1]?.start ?? Number.POSITIVE_INFINITY]]
      })
    }
    if (events.some(({ kind }) => kind === 'merged')) return []
    const begins = events.filter(({ kind }) => kind === 'filed' || kind === 'reopened')
    return begins.map(({ at }): [number, number] => {
      const end = events.find(
        (event) => event.at >= at && (endsRound(event) || leaves(event)) && event.at > at,
      )
      return [at, end?.at ?? Number.POSITIVE_INFINITY]
    })
  })
}

/** Kaplan-Meier by its definition: at every hour with an event, the share of those still waiting who have it. */
function survival(cases: { hour: number; event: boolean }[]) {
  const hours = [...new Set(cases.filter(({ event }) => event).map(({ hour }) => hour))].sort((a, b) => a - b)
  let left = 1
  let median: number | null = null
  let p90: number | null = null
  for (const hour of hours) {
    const atRisk = cases.filter((one) => one.hour >= hour).length
    left *= 1 - cases.filter((one) => one.event && one.hour === hour).length / atRisk
    if (median === null && left <= 0.5 + 1e-9) median = hour
    if (p90 === null && left <= 0.1 + 1e-9) p90 = hour
  }
  return { median, p90, events: cases.filter(({ event }) => event).length, all: cases.length }
}

/** Aalen-Johansen by its definition; null when nobody was watched for so long and some still wait. */
function solvedBy(
  cases: { hour: number; kind: 'solved' | 'other' | 'gone' }[],
  horizon: number,
): number | null {
  const hours = [...new Set(cases.filter(({ kind }) => kind !== 'gone').map(({ hour }) => hour))]
  let left = 1
  let solved = 0
  for (const hour of hours.filter((one) => one <= horizon).sort((a, b) => a - b)) {
    const atRisk = cases.filter((one) => one.hour >= hour).length
    const ends = cases.filter((one) => one.hour === hour && one.kind !== 'gone')
    solved += (left * ends.filter(({ kind }) => kind === 'solved').length) / atRisk
    left *= 1 - ends.length / atRisk
  }
  const isWatched = cases.some(({ hour }) => hour >= horizon)
  const allEnded = cases.length > 0 && left < 1e-9
  return isWatched || allEnded ? solved : null
}

function countBy(keys: (number | null)[]): Map<number | null, number> {
  const counts = new Map<number | null, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
