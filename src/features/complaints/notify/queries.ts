import { unseal } from '../../../platform/crypto/seal.ts'
import { dateToDay } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { contactContext } from '../actions/contact-rows.ts'
import type { ComplaintEvent } from '../events.ts'
import { toEvent } from '../stored.ts'

/** What a mail about one event needs. Days are ISO dates. */
export type Notice = {
  complaintId: number
  number: string
  cityId: number
  seq: number
  event: ComplaintEvent
  text: string
  textLang: string
  replyLang: string
  address: string
  landmark: string
  categoryId: number | null
  officeId: number | null
  dueOn: string | null
  publication: string
  shown: boolean
  /** Null when the resident left none, or wants no more mails. */
  email: string | null
  /** Token of the secret link; null when the complaint came without one. */
  secretToken: string | null
  /** The complaint that it was merged into, when the event is that one's. */
  mainNumber: string | null
}

/** One event of a complaint with the resident's address; null when there is no such event. */
export async function noticeOf(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { complaintId, seq }: { complaintId: number; seq: number },
): Promise<Notice | null> {
  const row = await db.activity.findUnique({
    where: { complaintId_seq: { complaintId, seq } },
    include: {
      complaint: {
        include: { contacts: { where: { kind: { in: ['email', 'link'] }, stoppedAt: null } } },
      },
    },
  })
  // Without a payload the text of it was erased.
  if (row === null || row.payload === null) return null
  const { complaint } = row
  const contact = (kind: string): string | null => {
    const found = complaint.contacts.find((one) => one.kind === kind)
    return found === undefined ? null : unseal(keys, found.sealed, contactContext(complaint.number, kind))
  }
  return {
    complaintId,
    number: complaint.number,
    cityId: complaint.cityId,
    seq,
    event: toEvent({ ...row, at: row.at.getTime() }),
    text: complaint.text,
    textLang: complaint.textLang,
    replyLang: complaint.replyLang,
    address: complaint.address,
    landmark: complaint.landmark,
    categoryId: complaint.categoryId,
    officeId: complaint.officeId,
    dueOn: complaint.dueOn === null ? null : dateToDay(complaint.dueOn),
    publication: complaint.publication,
    shown: complaint.shown,
    email: contact('email'),
    secretToken: contact('link'),
    mainNumber: null,
  }
}

/** What an office says about the main complaint is the answer to those merged into it. */
const passedOn: ReadonlySet<string> = new Set(['planned', 'answered', 'refused', 'forwarded'])

/**
 * The same event for the residents of all complaints that are merged into this one, also by way of another. None while
 * the main complaint is not public: its answer may hold what is somebody else's.
 */
export async function noticesOfMerged(
  deps: Pick<Deps, 'db' | 'keys'>,
  { complaintId, seq }: { complaintId: number; seq: number },
): Promise<Notice[]> {
  const children = await deps.db.$queryRaw<{ id: number }[]>`
    WITH RECURSIVE part AS (
      SELECT id FROM complaint WHERE merged_into_id = ${complaintId}
      UNION SELECT c.id FROM complaint c JOIN part ON c.merged_into_id = part.id)
    SELECT id FROM part JOIN complaint_contact k ON k.complaint_id = part.id AND k.kind = 'email' ORDER BY id`
  if (children.length === 0) return []
  const main = await noticeOf(deps, { complaintId, seq })
  if (main === null || !main.shown || !passedOn.has(main.event.kind)) return []
  const notices: Notice[] = []
  for (const { id } of children) {
    const own = await noticeOf(deps, { complaintId: id, seq: 1 })
    if (own?.email == null) continue
    const { event, officeId, categoryId, seq: mainSeq } = main
    notices.push({ ...own, event, officeId, categoryId, seq: mainSeq, mainNumber: main.number })
  }
  return notices
}
