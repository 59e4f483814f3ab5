import { toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { asStaff, type StaffMember, staffMember } from '../../../accounts/index.ts'
import { acceptComplaint } from '../../actions/accept-complaint.ts'
import { assignComplaint } from '../../actions/assign-complaint.ts'
import { ChangedMeanwhile } from '../../actions/change-complaint.ts'
import { mergeComplaint } from '../../actions/merge-complaint.ts'
import { noteInternally } from '../../actions/note-internally.ts'
import { recategoriseComplaint } from '../../actions/recategorise-complaint.ts'
import { NotAllowed, type StaffAct } from '../../actions/staff-act.ts'
import { IllegalTransition } from '../../projection.ts'
import { StoredPayload } from './forms.ts'
import { isDoneSince } from './queries.ts'
import { type BulkKind, type BulkPayload, type BulkReason, eventOf } from './rules.ts'

type Act = Exclude<BulkKind, 'export'>

const acts: Record<Act, (deps: Deps, act: StaffAct, payload: BulkPayload) => Promise<unknown>> = {
  assign: (deps, { staff, complaintId }, { staffId = 0 }) =>
    assignComplaint(deps, { staff, complaintId }, { staffId }),
  category: (deps, act, { categoryId = 0, reason = '' }) =>
    recategoriseComplaint(deps, act, { categoryId, reason }),
  accept: (deps, act) => acceptComplaint(deps, act),
  note: (deps, { staff, complaintId }, { text = '' }) =>
    noteInternally(deps, { staff, complaintId }, { text }),
  merge: (deps, act, { into = '' }) => mergeComplaint(deps, act, { number: into }),
}

/**
 * Does what was chosen to each complaint, one transaction each, through the same acts as the page of a complaint, and
 * writes down how each went. Safe to repeat: what a killed worker had done already is found in the activity.
 */
export async function carryOutRun(deps: Deps, id: string, at: number): Promise<void> {
  const { db } = deps
  const run = await db.bulkRun.findUnique({ where: { id } })
  if (run === null || run.startAt === null) return
  const since = run.startAt.getTime()
  const isRepeat = run.state === 'running'
  const { count } = await db.bulkRun.updateMany({
    where: { id, state: { in: ['waiting', 'running'] } },
    data: { state: 'running' },
  })
  if (count === 0) return
  const staff = await staffMember(deps, run.staffId)
  const kind = run.kind as Act
  const payload = run.payload === null ? {} : StoredPayload.parse(run.payload)
  const items = await db.bulkItem.findMany({
    where: { runId: id, outcome: 'waiting' },
    orderBy: { position: 'asc' },
  })
  for (const { complaintId, version } of items) {
    const isDone =
      isRepeat && (await isDoneSince(deps, { complaintId, staffId: run.staffId, kind: eventOf[kind], since }))
    const reason = isDone ? null : await troubleOf(deps, { staff, kind, payload, complaintId, version })
    await db.bulkItem.update({
      where: { runId_complaintId: { runId: id, complaintId } },
      data: { outcome: reason === null ? 'done' : 'failed', reason },
    })
  }
  await db.bulkRun.update({ where: { id }, data: { state: 'done', endedAt: toDate(at) } })
}

type One = {
  /** Null when the account was disabled meanwhile. */
  staff: StaffMember | null
  kind: Act
  payload: BulkPayload
  complaintId: number
  version: number
}

/** Does it to one complaint; answers why it could not be done, or null. */
async function troubleOf(
  deps: Deps,
  { staff, kind, payload, complaintId, version }: One,
): Promise<BulkReason | null> {
  if (staff === null) return 'role'
  try {
    await asStaff(staff, () => acts[kind](deps, { staff, complaintId, seenVersion: version }, payload))
    return null
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return 'changed'
    if (error instanceof IllegalTransition) return 'status'
    if (error instanceof NotAllowed) return 'role'
    if (error instanceof NotFound) return 'gone'
    deps.log.error({ err: error, complaintId, kind }, 'an act on many failed for one complaint')
    return 'failed'
  }
}
