import type { Temporal } from 'temporal-polyfill'
import { announceChange } from '../../../platform/cache/change-notices.ts'
import { toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { directoryOf } from '../../offices/index.ts'
import { crossValidate, type GuessReport } from '../cross-validate.ts'
import { countsOf, train } from '../learned.ts'
import { examplesOf } from '../queries.ts'
import { tokensOf } from '../tokens.ts'

/**
 * Learns anew from the complaints of a city, measures by cross-validation what that is worth, and stores it. A model
 * that does not help is stored with the weight 0 and without counts.
 */
export async function trainCity(
  deps: Deps,
  cityId: number,
  { now, folds = 5 }: { now: Temporal.Instant; folds?: number },
): Promise<GuessReport> {
  const examples = await examplesOf(deps, cityId)
  const { categories } = await directoryOf(deps, cityId)
  const current = categories.filter((category) => category.current)
  const report = await crossValidate(examples, current, folds)
  const lessons = examples.map(({ text, code }) => ({ tokens: tokensOf(text), code }))
  const classifier = report.weight > 0 ? train(lessons) : null
  const counts = classifier === null ? { samples: {}, tokens: {} } : countsOf(classifier)
  const data = {
    trainedAt: toDate(now.epochMilliseconds),
    examples: examples.length,
    weight: classifier === null ? 0 : report.weight,
    report,
    counts,
  }
  const kept = `guess:${cityId}:`
  await inTransaction(deps.db, async (tx) => {
    await tx.guessModel.upsert({
      where: { cityId },
      create: { cityId, version: 1, ...data },
      update: { version: { increment: 1 }, ...data },
    })
    await announceChange(tx, [kept])
  })
  deps.cache.forget(kept)
  return report
}
