import { seal } from '../../../platform/crypto/seal.ts'
import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { HideGround } from '../../complaints/index.ts'

export type AbuseReportInput = {
  cityId: number
  complaintId: number
  part: string
  ground: HideGround
  text: string
  lang: string
  email: string | null
  /** Token of the device's cookie. */
  device: string
}

/** What a sealed address of a reporter is bound to. */
export const reporterContext = (complaintId: number, part: string): string =>
  `abuse-report/${complaintId}/${part}`

/** One report of one part from one device: the second time nothing happens, whatever it says. */
export async function reportAbuse(deps: Deps, input: AbuseReportInput): Promise<void> {
  const { email, device, ...rest } = input
  await deps.db.abuseReport.createMany({
    data: [
      {
        ...rest,
        sealedEmail:
          email === null
            ? null
            : Buffer.from(seal(deps.keys, email, reporterContext(rest.complaintId, rest.part))),
        device: Buffer.from(hashToken(device)),
        reportedAt: toDate(deps.now().epochMilliseconds),
      },
    ],
    skipDuplicates: true,
  })
}
