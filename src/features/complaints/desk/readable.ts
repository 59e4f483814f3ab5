import { rolesIn, type StaffMember, type StaffRole } from '../../accounts/index.ts'
import type { EventKind } from '../rules.ts'
import type { DeskRow } from './queries.ts'

/** Parts of a case that not everybody who may open it reads. */
export const caseFields = ['contacts', 'notes', 'steps', 'help', 'trail'] as const
export type CaseField = (typeof caseFields)[number]

/** A role where the complaint is, or an office that only helps with it. */
export type Reader = StaffRole | 'helper'

const ofOffice = ['executor', 'head'] as const
const ofCity = ['registrar', 'controller', 'operator', 'city_admin'] as const

/**
 * Who reads which part: the one place that says so.
 * - contacts: behind a button that is written down. The auditor sees who looked, not at whom; who helps needs no address
 * - notes: what staff write for each other
 * - steps: requests about terms, who works on it, letters to others
 * - help: what was asked of another office, and what it said
 * - trail: every row and every look at the contacts
 */
export const fieldReaders: Readonly<Record<CaseField, readonly Reader[]>> = {
  contacts: [...ofOffice, ...ofCity],
  notes: [...ofOffice, ...ofCity, 'auditor'],
  steps: [...ofOffice, ...ofCity, 'auditor'],
  help: [...ofOffice, ...ofCity, 'auditor', 'helper'],
  trail: [...ofOffice, ...ofCity, 'auditor'],
}

/** The part to which an internal row belongs; everything that is not named is a step. */
const fieldOfKind: Partial<Record<EventKind, CaseField>> = {
  noted: 'notes',
  helper_asked: 'help',
  helper_released: 'help',
  helped: 'help',
}

type Place = { city_id: number; office_id: number | null }

/** True when this person, who may open the complaint, reads this part of it. Without a role there, the office helps. */
export function mayRead(field: CaseField, staff: Pick<StaffMember, 'roles'>, place: Place): boolean {
  const held = rolesIn(staff, place.city_id, place.office_id)
  const readers: readonly Reader[] = held.length === 0 ? ['helper'] : held
  return readers.some((reader) => fieldReaders[field].includes(reader))
}

/** The complaint without the rows that are not for this person; what the own office wrote is always there. */
export function readableRow(row: DeskRow, staff: Pick<StaffMember, 'roles'>): DeskRow {
  const isOwn = (officeId: number | null) =>
    officeId !== null && staff.roles.some((role) => role.officeId === officeId)
  const isReadable = (entry: DeskRow['activity'][number]) =>
    entry.public ||
    isOwn(entry.office_id) ||
    mayRead(fieldOfKind[entry.kind as EventKind] ?? 'steps', staff, row)
  return {
    ...row,
    activity: row.activity.filter(isReadable),
    looks: mayRead('trail', staff, row) ? row.looks : [],
  }
}
