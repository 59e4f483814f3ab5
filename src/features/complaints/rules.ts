import type { Status } from './statuses.ts'
import { canHappen } from './transitions.ts'

/**
 * The rules of a complaint: words that its rows may hold, days that may be promised, who may open it again. States stand in
 * statuses.ts, the table of what can happen in transitions.ts. Pure; every change of a complaint goes through the table.
 */

export {
  type ActorKind,
  actorKinds,
  isOfPeople,
  isOpen,
  openStatuses,
  type Role,
  type Status,
  statuses,
} from './statuses.ts'
export {
  canHappen,
  type EventKind,
  endingKinds,
  eventKinds,
  isOfOffice,
  mayCause,
  needsHead,
  type Transition,
  transitions,
} from './transitions.ts'

/** How complaints come in; their names stand in the texts as `complaints:channel.…`. */
export const channels = [
  'web',
  'phone',
  'front_office',
  'letter',
  'whatsapp',
  'email',
  'mobile_app',
  'social',
  'telegram',
  'api',
  'staff',
  'import',
  'other',
] as const
export type Channel = (typeof channels)[number]

export const outcomes = ['solved', 'planned', 'explained', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

export const verdicts = ['yes', 'partly', 'no'] as const
export type Verdict = (typeof verdicts)[number]

export const publications = ['published', 'held', 'hidden'] as const
export type Publication = (typeof publications)[number]

/**
 * Grounds on which consideration may be ended without granting it.
 * Source: domain.md B5 and B7 (APPC articles 63-65, eOtinish practice).
 */
export const refusalGrounds = [
  'no_substance',
  'repeated',
  'not_competent',
  'private_matter',
  'unlawful',
] as const
export type RefusalGround = (typeof refusalGrounds)[number]

/** Why something is taken from public view; each has a sentence in the texts. */
export const hideGrounds = ['personal', 'insult', 'spam', 'untrue', 'unlawful', 'other'] as const
export type HideGround = (typeof hideGrounds)[number]

/** Why a day cannot be promised. `far`: a promise for more than a year is none. */
export type PlanProblem = 'past' | 'far'

/** Both are ISO days of the city. */
export function planProblem(plannedOn: string, today: string): PlanProblem | null {
  if (plannedOn < today) return 'past'
  return plannedOn > lastPlanDay(today) ? 'far' : null
}

export const lastPlanDay = (today: string): string =>
  today.endsWith('-02-29')
    ? `${Number(today.slice(0, 4)) + 1}-02-28`
    : `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`

/**
 * The resident may send the complaint back within the city's window after the last answer
 * (design.md 9.3); `at` and `lastAnswerAt` are milliseconds UTC.
 */
export function mayReopen(
  complaint: { status: Status; lastAnswerAt: number | null },
  at: number,
  reopenDays: number,
): boolean {
  if (!canHappen('reopened', complaint.status) || complaint.lastAnswerAt === null) return false
  return at - complaint.lastAnswerAt <= reopenDays * 86_400_000
}
