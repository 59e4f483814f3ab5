import type { ComplaintState, CustodyState } from './complaint-state.ts'
import type { ComplaintEvent, Due } from './events.ts'
import { isOpen } from './rules.ts'

/** The part of the fold that is about terms: pauses, extensions, requests, offices that help. */

/** A pause ends with its question, and requests with the stay in which they were made. */
export function settled(next: ComplaintState, before: ComplaintState): ComplaintState {
  const pause = next.status === 'clarify' ? next.pause : null
  const goesOn = isOpen(next.status) && next.custodies.length === before.custodies.length
  return goesOn ? { ...next, pause } : { ...next, pause, transferAsked: null, extensionAsked: null }
}

export const askedBy = ({ actor, at }: ComplaintEvent) => ({ staffId: actor.staffId, at })

export const without = (offices: readonly number[], officeId: number): number[] =>
  offices.filter((one) => one !== officeId)

/** The term is moved by the longest pause at once, so that the clock runs on by itself even if no job ever runs. */
export function paused(state: ComplaintState, { at, payload }: ComplaintEvent<'asked'>): ComplaintState {
  const { pause } = payload
  if (pause === undefined) return state
  const custodies = withLast(state.custodies, (custody) => ({
    ...custody,
    ...termOf(pause),
    pauses: custody.pauses + 1,
    grossDueAt: custody.grossDueAt ?? custody.dueAt,
  }))
  return { ...state, custodies, pause: { since: at, until: pause.until } }
}

/** The pause is over; a reply before its longest gives back what of it was not needed. */
export function goneOn(state: ComplaintState, { payload }: ComplaintEvent<'resumed'>): ComplaintState {
  const { dueOn, dueAt, calendar } = payload
  if (dueOn === undefined || dueAt === undefined || calendar === undefined) return { ...state, pause: null }
  const custodies = withLast(state.custodies, (custody) => ({
    ...custody,
    dueOn,
    dueAt,
    calendar,
    grossDueAt: custody.grossDueAt === dueAt ? null : custody.grossDueAt,
  }))
  return { ...state, custodies, pause: null }
}

const termOf = ({ dueOn, dueAt, calendar }: Due): Due => ({ dueOn, dueAt, calendar })

export const extendedBy =
  ({ dueOn, dueAt, calendar }: Due) =>
  (custody: CustodyState): CustodyState => ({
    ...custody,
    dueOn,
    dueAt,
    calendar,
    grossDueAt: null,
    extensions: custody.extensions + 1,
  })

/** The same term by another calendar; nobody asked for more time. */
export const rescheduledBy =
  ({ dueOn, dueAt, calendar }: Due) =>
  (custody: CustodyState): CustodyState => ({ ...custody, dueOn, dueAt, calendar, grossDueAt: null })

/** The list with its last item changed; the same list when it is empty. */
export function withLast<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  const last = items.at(-1)
  return last === undefined ? items : [...items.slice(0, -1), change(last)]
}
