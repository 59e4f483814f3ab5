import type { Step } from '../../../../platform/http/parts.ts'
import { formatDay, formatInstant } from '../../../../platform/time/format.ts'
import { type EventKind, isOpen, type Status } from '../../rules.ts'
import type { Reading } from '../reading.ts'

/** The way of most complaints; `planned` stands on it only when work was promised for a day. */
const way: Status[] = ['new', 'sent', 'accepted', 'in_work', 'answered', 'confirmed']

/** How far a state beside the way is along it. */
const beside: Partial<Record<Status, Status>> = { planned: 'in_work', reopened: 'sent', clarify: 'sent' }

const reachedBy: Partial<Record<EventKind, Status>> = {
  filed: 'new',
  sent: 'sent',
  transferred: 'sent',
  accepted: 'accepted',
  started: 'in_work',
  planned: 'planned',
  asked: 'clarify',
  answered: 'answered',
  refused: 'rejected',
  forwarded: 'forwarded',
  confirmed: 'confirmed',
  closed: 'closed',
  reopened: 'reopened',
  withdrawn: 'withdrawn',
  merged: 'merged',
}

type Happened = { kind: EventKind; at: number }
type Progress = { status: Status; plannedOn: string | null }

/**
 * Steps for the progress list: what has happened (each state once, by its last date), the present state, and what
 * usually follows. A complaint sent back begins anew behind "reopened"; one that ended otherwise has no next step.
 */
export function progressOf(
  { status, plannedOn }: Progress,
  happened: readonly Happened[],
  { t, lang, timeZone }: Pick<Reading, 't' | 'lang' | 'timeZone'>,
): Step[] {
  const dates = lastDates(happened)
  const reached = [...dates.keys()].filter((state) => state !== status)
  const step = (state: Status, mark: Step['state']): Step => ({
    label: t(`complaints:status.${state}`),
    state: mark,
    note: noteOf(state),
  })
  const noteOf = (state: Status): string | null => {
    if (state === 'planned' && plannedOn !== null) return formatDay(plannedOn, lang, 'short')
    const at = dates.get(state)
    return at === undefined ? null : formatInstant(at, lang, timeZone, 'short')
  }
  const isLast = status === 'confirmed' || (!isOpen(status) && status !== 'answered')
  return [
    ...reached.map((state) => step(state, 'done')),
    step(status, isLast ? 'done' : 'current'),
    ...following(status, reached).map((state) => step(state, 'todo')),
  ]
}

/** In order of the last time each state was reached, since the complaint was opened last. */
function lastDates(happened: readonly Happened[]): Map<Status, number> {
  const reopened = happened.findLastIndex(({ kind }) => kind === 'reopened')
  const dates = new Map<Status, number>()
  const since = reopened < 0 ? happened : [...happened.slice(0, 1), ...happened.slice(reopened)]
  for (const { kind, at } of since) {
    const state = reachedBy[kind]
    // A question to the resident is a detour: it shows only while it is open.
    if (state === undefined || state === 'clarify') continue
    dates.delete(state)
    dates.set(state, at)
  }
  return dates
}

function following(status: Status, reached: readonly Status[]): Status[] {
  if (status === 'answered') return ['confirmed']
  if (!isOpen(status)) return []
  const position = Math.max(...[status, ...reached].map((state) => way.indexOf(beside[state] ?? state)), 0)
  return way.slice(position + 1).filter((state) => !reached.includes(state))
}
