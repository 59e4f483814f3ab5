import type { Temporal } from 'temporal-polyfill'
import type { Hint } from '../../../platform/http/beside.ts'
import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import type { StaffMember } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import type { Contact } from '../actions/look-at-contacts.ts'
import type { Alongside } from '../inbox/alongside.ts'
import { type ComplaintState, projectAll } from '../projection.ts'
import { toEvent } from '../stored.ts'
import type { KeptDraft } from './answer/draft.ts'
import type { Template } from './answer/templates.ts'
import type { DeskDuplicates } from './duplicates.ts'
import type { DeskRow } from './queries.ts'

/** Why the page came back: what was typed is in it, nothing is lost. */
export type Trouble =
  | { kind: 'form'; typed: Typed; errors: FieldErrors }
  | { kind: 'photos'; typed: Typed; sentences: string[] }
  | { kind: 'conflict' | 'notAllowed'; typed: Typed; since: number }

/** What the page of a complaint is made from. */
export type ComplaintFacts = {
  row: DeskRow
  /** What the history of the row says. */
  state: ComplaintState
  city: City
  directory: Directory
  calendar: WorkingCalendar
  people: { id: number; name: string }[]
  duplicates: DeskDuplicates
  /** What this person has written and not sent. */
  draft: KeptDraft | null
  /** Ready texts for the act that is open, and the one that was picked. */
  templates: Template[]
  template: number | null
  alongside: Alongside
  /** What other parts of the portal know about the place. */
  hints: Hint[]
  /** The act whose form the person asked for. */
  wanted: string | null
  /** The act that was just done. */
  done: string | null
  trouble: Trouble | null
  /** The contacts, after the look at them was written down. */
  contacts?: Contact[]
  staff: StaffMember
  lang: Lang
  t: Translate
  today: Temporal.PlainDate
  /** Milliseconds UTC. */
  now: number
}

/** The same before it is known what the person wants of it. */
export type CaseFacts = Omit<ComplaintFacts, 'wanted' | 'done' | 'trouble'>

export const stateOf = ({ activity }: Pick<DeskRow, 'activity'>): ComplaintState =>
  projectAll(
    activity.map((entry) =>
      toEvent({
        seq: entry.seq,
        kind: entry.kind,
        at: Date.parse(entry.at),
        actorKind: entry.actor_kind,
        staffId: entry.staff_id,
        officeId: entry.office_id,
        public: entry.public,
        payload: entry.payload,
      }),
    ),
  )
