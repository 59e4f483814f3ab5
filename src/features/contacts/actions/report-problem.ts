import { seal } from '../../../platform/crypto/seal.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { problemContext } from '../queries.ts'

export type SiteProblemReport = {
  cityId: number
  page: string
  text: string
  lang: string
  email: string | null
  /** Of the form: sent twice it is one. */
  formKey: Buffer<ArrayBuffer>
}

/** Keeps what a reader says of the site for its administrators. */
export async function reportProblem(
  { db, keys, now }: Pick<Deps, 'db' | 'keys' | 'now'>,
  { email, ...report }: SiteProblemReport,
): Promise<void> {
  const sealed = email === null ? null : Buffer.from(seal(keys, email, problemContext(report.formKey)))
  const row = { ...report, sealed, at: toDate(now().epochMilliseconds) }
  await db.siteProblem.createMany({ data: [row], skipDuplicates: true })
}

/** The address was for the answer: it goes when somebody has looked after it. */
export async function handleProblem(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { cityId, staffId, id }: { cityId: number; staffId: number; id: number },
): Promise<void> {
  await db.siteProblem.updateMany({
    where: { id, cityId, handledAt: null },
    data: { handledAt: toDate(now().epochMilliseconds), handledById: staffId, sealed: null },
  })
}
