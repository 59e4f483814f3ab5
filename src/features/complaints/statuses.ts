import type { StaffRole } from '../accounts/index.ts'

/** The states of a complaint, and who moves it (domain.md B22, ux.md 12). */

export const statuses = [
  'new',
  'registered',
  'sent',
  'accepted',
  'in_work',
  'planned',
  'clarify',
  'answered',
  'confirmed',
  'closed',
  'reopened',
  'forwarded',
  'rejected',
  'withdrawn',
  'merged',
] as const
export type Status = (typeof statuses)[number]

/** Somebody still owes the resident something. */
export const openStatuses: ReadonlySet<Status> = new Set([
  'new',
  'registered',
  'sent',
  'accepted',
  'in_work',
  'planned',
  'clarify',
  'reopened',
])

export const isOpen = (status: Status): boolean => openStatuses.has(status)

export type Role = StaffRole

export const actorKinds = ['resident', 'passerby', 'staff', 'system', 'import'] as const
export type ActorKind = (typeof actorKinds)[number]

/** Words that nobody answers for in an office: they can be reported and taken from view by themselves. */
export const isOfPeople = (actor: ActorKind): boolean => actor === 'resident' || actor === 'passerby'
