import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { rolesIn, type StaffMember, type StaffRole } from '../../accounts/index.ts'
import { cityById } from '../../city/index.ts'
import type { Actor, ComplaintEvent } from '../events.ts'
import type { ComplaintState } from '../projection.ts'
import { type EventKind, isOfOffice, mayCause, transitions } from '../rules.ts'
import { changeComplaint } from './change-complaint.ts'
import { type NewPhoto, sizeColumns } from './draft-photos.ts'
import { type Terms, termsOf } from './office-term.ts'

/** Who does it, to which complaint, and what they had seen of it when they decided. */
export type StaffAct = {
  staff: StaffMember
  complaintId: number
  /** Absent for acts that cannot contradict another's, such as a note. */
  seenVersion?: number
}

export type ActContext = {
  tx: Transaction
  state: ComplaintState
  terms: Terms
  /** Milliseconds UTC. */
  at: number
  actor: Actor
  /** Roles of the person where the complaint is now. */
  held: readonly StaffRole[]
}

/** The staff member may look at it but not do this. */
export class NotAllowed extends Error {}

/**
 * One act of staff on one complaint, in one transaction: checks the rights against where the complaint is now,
 * writes what `decide` says, and adds the notice to the resident. Throws NotFound, NotAllowed, ChangedMeanwhile and
 * IllegalTransition.
 */
export async function staffAct(
  deps: Deps,
  { staff, complaintId, seenVersion, kind }: StaffAct & { kind: EventKind },
  decide: (context: ActContext) => ComplaintEvent[] | Promise<ComplaintEvent[]>,
): Promise<ComplaintState> {
  const at = deps.now().epochMilliseconds
  const found = await deps.db.complaint.findUnique({ where: { id: complaintId }, select: { cityId: true } })
  const city = found === null ? null : await cityById(deps, found.cityId)
  if (city === null) throw new NotFound('complaint')
  const terms = await termsOf(deps, city)
  const options = seenVersion === undefined ? { complaintId } : { complaintId, seenVersion }
  return inTransaction(deps.db, async (tx) => {
    let told: number | null = null
    const state = await changeComplaint(tx, options, async (current) => {
      const held = rolesIn(staff, city.id, current.officeId)
      const helping = helpingOffice(staff, city.id, { kind, state: current })
      if (!mayCause(kind, held) && helping === null) throw new NotAllowed(kind)
      const officeId = mayCause(kind, held) && isOfOffice(kind, held) ? current.officeId : helping
      const actor: Actor = { kind: 'staff', staffId: staff.id, officeId }
      const events = await decide({ tx, state: current, terms, at, actor, held })
      const last = events.findLastIndex((event) => transitions[event.kind].public)
      told = last < 0 ? null : current.version + 1 + last
      return events
    })
    if (told !== null) await deps.jobs.add(tx, 'complaints.notify', { complaintId, seq: told })
    return state
  })
}

/** What people of an office that helps may do, and in whose name; null when this is nothing of theirs. */
function helpingOffice(
  staff: StaffMember,
  cityId: number,
  { kind, state }: { kind: EventKind; state: ComplaintState },
): number | null {
  if (kind !== 'helped' && kind !== 'noted') return null
  const holds = (officeId: number) =>
    staff.roles.some((role) => role.cityId === cityId && role.officeId === officeId)
  return state.helpers.find(holds) ?? null
}

/** Gives uploaded photos to the complaint; their bytes are in the file store already. */
export async function attachPhotos(
  tx: Transaction,
  photos: readonly AttachedPhoto[],
  { complaintId, role, answerNo, at }: PhotoPlace,
): Promise<void> {
  if (photos.length === 0) return
  const { _max } = await tx.photo.aggregate({ where: { complaintId }, _max: { position: true } })
  const first = (_max.position ?? -1) + 1
  await tx.photo.createMany({
    data: photos.map((photo, index) => ({
      id: photo.id,
      complaintId,
      role,
      answerNo,
      position: first + index,
      ...sizeColumns(photo),
      createdAt: toDate(at),
    })),
  })
  await tx.complaint.update({
    where: { id: complaintId },
    data: { photoCount: { increment: photos.length } },
  })
}

/** `at` in milliseconds UTC. */
type PhotoPlace = { complaintId: number; role: 'after' | 'added'; answerNo: number | null; at: number }

/** `id` is a new UUID. */
export type AttachedPhoto = NewPhoto & { id: string }
