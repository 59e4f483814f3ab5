import { seal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { holdReasons } from '../../complaints/index.ts'

export type RequestInput = {
  cityId: number
  words: string
  lang: Lang
  email: string | null
  formKey: Uint8Array
  /** Words of the city for which something waits for a person. */
  moderationWords: readonly string[]
}

/** What the sealed address of an asker is bound to. */
export const askerContext = (formKey: Uint8Array): string =>
  `guide-request/${Buffer.from(formKey).toString('base64url')}`

/**
 * Somebody misses a situation. In the queue that everybody reads it stands at once, unless the screening holds it.
 * The same form sent twice is one request.
 */
export async function requestGuide(
  deps: Pick<Deps, 'db' | 'now' | 'keys'>,
  input: RequestInput,
): Promise<void> {
  const { cityId, words, lang, email, formKey, moderationWords } = input
  const at = toDate(deps.now().epochMilliseconds)
  await inTransaction(deps.db, async (tx) => {
    const [made] = await tx.guideRequest.createManyAndReturn({
      data: [
        {
          ...{ cityId, words, lang, at, changedAt: at },
          title: holdReasons(words, moderationWords).length > 0 ? null : words,
          formKey: Buffer.from(formKey),
          sealedEmail: email === null ? null : Buffer.from(seal(deps.keys, email, askerContext(formKey))),
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    })
    if (made === undefined) return
    await tx.guideRequestAct.create({ data: { cityId, requestId: made.id, state: 'received', at } })
  })
}
