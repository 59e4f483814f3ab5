import type { ComplaintEvent } from './events.ts'
import type { ComplaintState } from './projection.ts'
import type { EventKind } from './rules.ts'

type Unread = Pick<ComplaintState, 'residentSpoke' | 'wordsHeld'>

const speaking: ReadonlySet<EventKind> = new Set(['replied', 'added', 'partly', 'joined'])

const moderating: ReadonlySet<EventKind> = new Set(['hidden', 'concealed', 'revealed', 'redacted'])

/** Who has yet to look at what the resident wrote: the office, and a moderator before everybody may read it. */
export function unread(before: Unread, { kind, actor, payload }: ComplaintEvent): Unread {
  const { residentSpoke, wordsHeld } = before
  if (kind === 'published') return { residentSpoke, wordsHeld: false }
  // Of erased words the payload is gone.
  const isHeld = (payload as { held?: readonly string[] } | null)?.held !== undefined
  const isAnswered = actor.kind === 'staff' && !moderating.has(kind)
  return {
    residentSpoke: speaking.has(kind) || (residentSpoke && !isAnswered),
    wordsHeld: wordsHeld || isHeld,
  }
}
