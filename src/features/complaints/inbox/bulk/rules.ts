import { rolesIn, type StaffMember } from '../../../accounts/index.ts'
import { canHappen, type EventKind, mayCause, type Status } from '../../rules.ts'

/** What can be done to many at once. Nothing that everybody reads as an answer is among it. */
export const bulkKinds = ['assign', 'category', 'accept', 'note', 'merge', 'export'] as const
export type BulkKind = (typeof bulkKinds)[number]

export const isBulkKind = (value: unknown): value is BulkKind =>
  (bulkKinds as readonly unknown[]).includes(value)

/** The act behind it; an export changes nothing. */
export const eventOf: Record<Exclude<BulkKind, 'export'>, EventKind> = {
  assign: 'assigned',
  category: 'recategorised',
  accept: 'accepted',
  note: 'noted',
  merge: 'merged',
}

const looks: Record<BulkKind, { icon: string; key: string | null }> = {
  assign: { icon: 'user-plus', key: 'A' },
  category: { icon: 'tag', key: null },
  accept: { icon: 'check', key: 'S' },
  note: { icon: 'sticky-note', key: 'N' },
  merge: { icon: 'git-merge', key: null },
  export: { icon: 'download', key: null },
}

/** What this person may do to many somewhere, with its icon and key. */
export function bulkKindsFor(staff: StaffMember): { kind: BulkKind; icon: string; key: string | null }[] {
  const held = staff.roles.map(({ role }) => role)
  return bulkKinds
    .filter((kind) => kind === 'export' || mayCause(eventOf[kind], held))
    .map((kind) => ({ kind, ...looks[kind] }))
}

/** At most so many at once; more would run for minutes and nobody reads their result. */
export const mostAtOnce = 200

/** Seconds in which it can be undone, because nothing has begun yet. */
export const undoSeconds = 10

/** What each complaint gets, as it is stored with the run. */
export type BulkPayload = {
  staffId?: number | undefined
  categoryId?: number | undefined
  reason?: string | undefined
  text?: string | undefined
  /** The complaint to merge into, twelve digits. */
  into?: string | undefined
}

/** Why one is left out, or was not done. */
export const bulkReasons = [
  'status',
  'role',
  'changed',
  'gone',
  'same',
  'otherOffice',
  'otherCity',
  'missing',
  'itself',
  'merged',
  'ended',
  'private',
  'failed',
] as const
export type BulkReason = (typeof bulkReasons)[number]

/** A complaint of the run as it is now. */
export type BulkSubject = {
  number: string
  cityId: number
  officeId: number | null
  categoryId: number | null
  assigneeId: number | null
  status: Status
  visibility: string
  version: number
  /** What the person had seen. */
  seenVersion: number
  /** The person may see it still. */
  reachable: boolean
}

/** What is known of the target: the person's offices, the category's city, the main complaint. */
export type BulkTarget = {
  /** Offices to which the chosen person belongs. */
  offices: readonly number[]
  categoryCityId: number | null
  main: { number: string; cityId: number; status: Status; visibility: string } | null
}

/** Somebody else's change in between does not matter where the last word counts or nothing is decided. */
const lastWordCounts: ReadonlySet<BulkKind> = new Set(['assign', 'note', 'export'])

/** Why this one is left out; null when it will be done. */
export function skipReason(
  kind: BulkKind,
  one: BulkSubject,
  { staff, payload, target }: { staff: StaffMember; payload: BulkPayload | null; target: BulkTarget },
): BulkReason | null {
  if (!one.reachable) return 'gone'
  if (kind === 'export') return null
  const event = eventOf[kind]
  if (!mayCause(event, rolesIn(staff, one.cityId, one.officeId))) return 'role'
  if (payload?.into !== undefined && payload.into === one.number) return 'itself'
  if (!canHappen(event, one.status)) return 'status'
  if (one.version !== one.seenVersion && !lastWordCounts.has(kind)) return 'changed'
  return payload === null ? null : targetReason(kind, one, { payload, target })
}

function targetReason(
  kind: BulkKind,
  one: BulkSubject,
  { payload, target }: { payload: BulkPayload; target: BulkTarget },
): BulkReason | null {
  if (kind === 'assign') {
    if (one.assigneeId === payload.staffId) return 'same'
    return target.offices.includes(one.officeId ?? 0) ? null : 'otherOffice'
  }
  if (kind === 'category') {
    if (one.categoryId === payload.categoryId) return 'same'
    return target.categoryCityId === one.cityId ? null : 'otherCity'
  }
  return kind === 'merge' ? mergeReason(one, target.main) : null
}

function mergeReason(one: BulkSubject, main: BulkTarget['main']): BulkReason | null {
  if (main === null || main.cityId !== one.cityId) return 'missing'
  if (main.status === 'merged') return 'merged'
  if (main.status === 'withdrawn') return 'ended'
  return main.visibility !== 'public' && one.visibility === 'public' ? 'private' : null
}
