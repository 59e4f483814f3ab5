import type { Term } from '../city/index.ts'
import { type ComplaintEvent, importer, system } from '../complaints/index.ts'
import type { ImportedOutcome } from './mapping.ts'

/** What a row tells of a complaint's life. Instants in milliseconds UTC. */
export type History = {
  at: number
  channel: string
  categoryId: number | null
  districtId: number | null
  visibility: 'public' | 'staff'
  /** Why it waits for a moderator; empty when it does not. */
  held: string[]
  term: Term
  officeId: number | null
  /** The city's own rule that chose the office; null when the file names it. */
  ruleId: number | null
  closing: Closing | null
}

export type Closing = {
  at: number
  outcome: ImportedOutcome
  text: string
  lang: string
  /** When the resident's days to object were over; null while they run. */
  silentAt: number | null
}

/** Ends that need no office. */
const endsAnywhere: ReadonlySet<ImportedOutcome> = new Set(['forwarded', 'withdrawn', 'merged'])

/** An answer is somebody's. */
export const mayEnd = (outcome: ImportedOutcome, officeId: number | null): boolean =>
  officeId !== null || endsAnywhere.has(outcome)

/** The events that a complaint of this history has; see `mayEnd`. */
export function historyOf(history: History): ComplaintEvent[] {
  const { at, held, term, officeId, ruleId, closing } = history
  const { channel, categoryId, districtId, visibility } = history
  const { registeredOn, ...due } = term
  const events: ComplaintEvent[] = [
    {
      kind: 'filed',
      at,
      actor: importer,
      payload: { channel, categoryId, districtId, visibility, photos: [] },
    },
  ]
  if (held.length > 0) events.push({ kind: 'held', at, actor: system, payload: { reasons: held } })
  events.push({ kind: 'registered', at, actor: importer, payload: { registeredOn } })
  if (officeId !== null) {
    events.push({ kind: 'sent', at, actor: importer, payload: { officeId, ruleId, ...due } })
  }
  if (closing !== null) events.push(...closingEvents(closing, { ...importer, officeId }))
  return events
}

function closingEvents(closing: Closing, actor: ComplaintEvent['actor']): ComplaintEvent[] {
  const { at, outcome, text, lang, silentAt } = closing
  switch (outcome) {
    case 'solved':
    case 'explained': {
      const answered: ComplaintEvent = {
        kind: 'answered',
        at,
        actor,
        payload: { outcome, text, lang, photos: [] },
      }
      return silentAt === null
        ? [answered]
        : [answered, { kind: 'closed', at: silentAt, actor: importer, payload: {} }]
    }
    case 'refused':
      return [{ kind: 'refused', at, actor, payload: { ground: 'no_substance', text, lang } }]
    case 'forwarded':
      return [{ kind: 'forwarded', at, actor, payload: { to: text, reason: text } }]
    case 'withdrawn':
      // The notes are the office's words, not the resident's.
      return [{ kind: 'withdrawn', at, actor: importer, payload: { text: '' } }]
    case 'merged':
      return [{ kind: 'merged', at, actor, payload: { intoId: null, intoNumber: '' } }]
  }
}
