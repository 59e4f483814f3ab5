import { unseal } from '../../../platform/crypto/seal.ts'
import { dateToDay } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { contactContext } from '../actions/file-complaint.ts'
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
  }
}
