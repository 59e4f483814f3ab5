import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { bounceBox, signUnsubscribe, unsubscribePath } from '../../../platform/mail/mail-links.ts'
import { MailNotSent } from '../../../platform/mail/mailer.ts'
import { resumeUndelivered } from '../actions/resume-clock.ts'

/** Where the mails about one complaint are ended, as a whole address. */
export function stopMailsHref(
  { keys, config }: Pick<Deps, 'keys' | 'config'>,
  { lang, city, complaintId }: { lang: string; city: string; complaintId: number },
): string {
  const signed = signUnsubscribe(keys, { kind: 'c', id: complaintId })
  return config.publicUrl + unsubscribePath(lang, city, signed)
}

/**
 * Sends a mail to the reporter. What the server refuses for good is written down for staff to see, and not tried
 * again; every other failure is thrown, so that the job is.
 */
export async function sendToReporter(
  deps: Deps,
  complaintId: number,
  mail: { to: string; subject: string; text: string; html: string; id: string; unsubscribe: string },
): Promise<void> {
  try {
    await deps.mail.send({ ...mail, bounceBox: bounceBox(deps.keys, { kind: 'c', id: complaintId }) })
  } catch (error) {
    if (!(error instanceof MailNotSent) || error.refusal === null) throw error
    await recordRefusedMail(deps, { complaintId, refusal: error.refusal })
  }
}

/** The address that the reporter left takes no mail: a question has not arrived, so it holds no clock. `refusal` as the mail server says it, without the address. */
export async function recordRefusedMail(
  deps: Deps,
  { complaintId, refusal }: { complaintId: number; refusal: string },
): Promise<void> {
  await deps.db.complaintContact.updateMany({
    where: { complaintId, kind: 'email' },
    data: { refusal, refusedAt: toDate(deps.now().epochMilliseconds) },
  })
  await resumeUndelivered(deps, complaintId)
}

/** Ends the mails about one complaint, or takes that back. False when there is no address to write to. */
export async function stopMails(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { complaintId, stop }: { complaintId: number; stop: boolean },
): Promise<boolean> {
  const { count } = await db.complaintContact.updateMany({
    where: { complaintId, kind: 'email' },
    data: { stoppedAt: stop ? toDate(now().epochMilliseconds) : null },
  })
  return count > 0
}
