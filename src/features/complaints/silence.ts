import type { ComplaintEvent } from './events.ts'
import type { ComplaintState } from './projection.ts'
import type { Status } from './rules.ts'

/** While it only lies with an office. */
const untouched: ReadonlySet<Status> = new Set(['sent', 'reopened'])

/**
 * Since when the office that holds it has done nothing at all, milliseconds UTC; null when it has, or holds nothing.
 * Words of the resident and acts of others do not end a silence.
 */
export function silentSince(
  { silentSince: before }: Pick<ComplaintState, 'silentSince'>,
  { custodies }: Pick<ComplaintState, 'custodies'>,
  { actor, at }: ComplaintEvent,
): number | null {
  const stay = custodies.at(-1)
  if (stay === undefined) return null
  const isNew = stay.startAt === at && stay.endKind === 'open'
  const since = isNew ? at : before
  const isAct = actor.kind === 'staff' && actor.officeId === stay.officeId && at > stay.startAt
  return isAct ? null : since
}

/** As it is stored: nobody waits for an office that has begun, asked or ended. */
export const awaitedSince = ({ status, silentSince: since }: ComplaintState): number | null =>
  untouched.has(status) ? since : null
