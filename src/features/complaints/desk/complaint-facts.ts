import type { Temporal } from 'temporal-polyfill'
import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import type { StaffMember } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import type { Alongside } from '../inbox/alongside.ts'
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
  city: City
  directory: Directory
  calendar: WorkingCalendar
  people: { id: number; name: string }[]
  duplicates: DeskDuplicates
  alongside: Alongside
  /** The act whose form the person asked for. */
  wanted: string | null
  /** The act that was just done. */
  done: string | null
  trouble: Trouble | null
  staff: StaffMember
  lang: Lang
  t: Translate
  today: Temporal.PlainDate
}
