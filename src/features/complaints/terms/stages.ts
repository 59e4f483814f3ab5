import type { Temporal } from 'temporal-polyfill'
import { addWorkingDays, type WorkingCalendar } from '../../../platform/time/working-days.ts'
import type { Recipients } from './recipients.ts'

/**
 * What is told of a term: that it ends in some days, today, or has ended, that nothing happens, that help is asked, that a
 * question did not arrive.
 */
export type Stage = `before_${number}` | 'due' | 'late' | 'silent' | 'help' | 'undelivered'

/** The stage of terms that end after `after` and not after `until`, ISO days; null is without end. */
export type StageRange = { stage: Stage; after: string | null; until: string }

/**
 * Which due days are in which stage on a working day. Ranges do not overlap, so of two reminders that were missed only
 * the nearer one is sent.
 */
export function stageRanges(
  today: Temporal.PlainDate,
  remindDays: readonly number[],
  calendar: WorkingCalendar,
): StageRange[] {
  const lead = [...new Set(remindDays)].toSorted((a, b) => a - b)
  const ends = lead.map((days) => addWorkingDays(today, days, calendar).toString())
  return [
    { stage: 'late', after: null, until: today.subtract({ days: 1 }).toString() },
    { stage: 'due', after: today.subtract({ days: 1 }).toString(), until: today.toString() },
    ...lead.map((days, index) => ({
      stage: `before_${days}` as const,
      after: ends[index - 1] ?? today.toString(),
      until: ends[index] ?? '',
    })),
  ]
}

/** Whom a stage is told: whoever works on it, then the head, then the controller; the next one where there is nobody. */
export function toldOf(
  stage: Stage,
  { officeId, assigneeId }: { officeId: number; assigneeId: number | null },
  recipients: Recipients,
): number[] {
  const heads = recipients.ofOffice(officeId, 'head')
  const executors = recipients.ofOffice(officeId, 'executor')
  const city = recipients.ofCity()
  const first = (...lists: number[][]) => lists.find((list) => list.length > 0) ?? []
  if (stage === 'help') return [...new Set([...heads, ...executors])]
  if (stage === 'late') return city
  if (stage === 'silent') return [...new Set([...heads, ...city])]
  if (stage === 'due') return first(heads, city)
  const assignee = assigneeId !== null && recipients.isActive(assigneeId) ? [assigneeId] : []
  return first(assignee, executors, heads, city)
}
