import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { VerdictReason } from '../rules.ts'

export type Verdict = {
  cityId: number
  guideId: number
  textId: number
  helped: boolean
  reason: VerdictReason | null
  words: string
  /** Hash of the form; null: a yes, which is one press without a form of its own. */
  formKey: Uint8Array | null
}

/** "Did this help?" The same form sent twice is one answer. */
export async function recordVerdict({ db, now }: Pick<Deps, 'db' | 'now'>, verdict: Verdict): Promise<void> {
  const { formKey, ...rest } = verdict
  await db.guideVerdict.createMany({
    data: [
      {
        ...rest,
        formKey: formKey === null ? null : Buffer.from(formKey),
        at: toDate(now().epochMilliseconds),
      },
    ],
    skipDuplicates: true,
  })
}
