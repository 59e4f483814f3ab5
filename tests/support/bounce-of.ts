import type { Deps } from '../../src/platform/deps.ts'
import { bounceBox, type MailFor } from '../../src/platform/mail/mail-links.ts'

/** A report that a mail to somebody could not be delivered for good (RFC 3464), as it comes to the mailbox. */
export const bounceOf = ({ keys }: Pick<Deps, 'keys'>, whom: MailFor): Buffer =>
  Buffer.from(
    [
      'From: MAILER-DAEMON@mail.test',
      `To: ${bounceBox(keys, whom)}@portal.test`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Status: 5.1.1',
      '',
      '--b--',
      '',
    ].join('\r\n'),
  )
