import { localEpochDay, startOfEpochDay } from '../../../platform/time/local-day.ts'
import type { HideGround } from '../../complaints/index.ts'
import {
  BACKLOG_DUE,
  counted,
  HOUR_MS,
  hideReasons,
  hourCeil,
  keyOf,
  type Leaving,
  lasted,
  leavings,
  type Mark,
  OPEN,
  openAs,
} from './marks.ts'

const INSTANT_MS = 600_000

/** What complaints and stays have in common. Instants are milliseconds UTC. */
export type Facts = {
  start: number
  /** False for a stay that begins because the resident opened the complaint again. */
  isReceived: boolean
  due: number | null
  isExtended: boolean
  answered: number | null
  left: { kind: Leaving; at: number } | null
  /** The last answer, where it ended the case for good. */
  done: { isSolved: boolean; at: number } | null
  /** When it stopped being observed without such an answer; null while it is watched. */
  gone: number | null
  isOpen: boolean
  /** The term by which what is open is late. */
  openDue: number | null
  offices: number
  hidden: HideGround | null
}

/** What is counted of a complaint and of a stay alike. */
export function markFacts(marks: Marks, facts: Facts): void {
  const { start, isReceived, answered, left, hidden } = facts
  marks.count(start, isReceived ? counted.received : counted.reopened)
  if (answered !== null) marks.count(answered, counted.answered)
  if (answered !== null && answered < start + INSTANT_MS) marks.count(answered, counted.instant)
  if (left !== null) marks.count(left.at, counted.left, leavings.indexOf(left.kind))
  if (isReceived && hidden !== null) marks.count(start, counted.hidden, hideReasons.indexOf(hidden))
  if (isReceived) marks.count(start, counted.offices, facts.offices)
  markDue(marks, facts)
  markDurations(marks, facts)
}

/** Answered, or there to be answered, when the term ended; going away before is nobody's failure. */
function markDue(marks: Marks, { due, answered, left, isExtended }: Facts): void {
  if (due === null) return
  const isOnTime = answered !== null && answered <= due
  if (!isOnTime && left !== null && left.at < due) return
  marks.countDue(due, isOnTime ? counted.onTime : counted.late)
  if (isExtended) marks.countDue(due, counted.extended)
}

function markDurations(marks: Marks, facts: Facts): void {
  const { start, isReceived, answered, left, done, gone } = facts
  const add = (family: number, end: number) =>
    marks.count(start, family, Math.max(0, Math.floor((end - start) / HOUR_MS)))
  if (isReceived && answered !== null) add(lasted.answered, answered)
  else if (isReceived && left !== null) add(lasted.left, left.at)
  if (isReceived && done !== null) add(done.isSolved ? lasted.solved : lasted.ended, done.at)
  else if (isReceived && gone !== null) add(lasted.gone, gone)

  const flags =
    (isReceived && answered === null && left === null ? openAs.waiting : 0) +
    (isReceived && done === null && gone === null ? openAs.unended : 0) +
    (facts.isOpen ? openAs.backlog : 0) +
    (facts.isOpen && answered === null ? openAs.unanswered : 0)
  if (flags > 0) marks.count(start, OPEN + flags, hourCeil(start))
  if (facts.isOpen && facts.openDue !== null) marks.count(start, BACKLOG_DUE, hourCeil(facts.openDue + 1))
}

/** Collects marks on the local days of the city. */
export class Marks {
  readonly list: Mark[] = []
  private readonly timeZone: string

  constructor(timeZone: string) {
    this.timeZone = timeZone
  }

  count(at: number, family: number, number = 0): void {
    this.list.push({ day: localEpochDay(at, this.timeZone), key: keyOf(family, number) })
  }

  /** On the day of the term, with the hour of that day from which it is over. */
  countDue(due: number, family: number): void {
    const day = localEpochDay(due, this.timeZone)
    const dayHour = Math.floor(startOfEpochDay(day, this.timeZone) / HOUR_MS)
    this.list.push({ day, key: keyOf(family, hourCeil(due + 1) - dayHour) })
  }
}
