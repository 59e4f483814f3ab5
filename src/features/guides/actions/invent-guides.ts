import { hashToken } from '../../../platform/crypto/token.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { demoAnswers, demoMisses, demoRequests } from '../demo-texts.ts'

const dayMs = 86_400_000

/**
 * What readers of a demo city said, asked for and sought in vain: the same at each start, nothing where somebody has
 * asked already. `at` in milliseconds UTC.
 */
export async function inventGuideReaders(
  deps: Pick<Deps, 'db' | 'now'>,
  { id: cityId, timeZone, at }: { id: number; timeZone: string; at: number },
): Promise<void> {
  const today = localDate(deps.now(), timeZone)
  await inTransaction(deps.db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('guide_request'), ${cityId}::int)`
    if ((await tx.guideRequest.count({ where: { cityId } })) > 0) return
    const guides = await tx.guide.findMany({
      where: { cityId },
      orderBy: { id: 'asc' },
      select: { id: true, slug: true, texts: { where: { lang: 'ru' }, select: { id: true } } },
    })
    const days = (count: number) => toDate(at - count * dayMs)
    await tx.guideVerdict.createMany({
      data: guides.flatMap(({ id: guideId, slug, texts: [text] }, index) => {
        if (text === undefined) return []
        const base = { cityId, guideId, textId: text.id }
        // Between five and twenty helped; what did not help is written down.
        const yes = Array.from({ length: 5 + ((index * 7) % 16) }, (_, day) => ({
          ...{ ...base, helped: true, at: days(1 + day * 3) },
        }))
        const no = demoAnswers
          .filter((answer) => answer.slug === slug)
          .map(({ reason, words }, day) => ({ ...base, helped: false, reason, words, at: days(2 + day * 5) }))
        return [...yes, ...no]
      }),
    })
    for (const [index, { words, lang, state, slug, reason }] of demoRequests.entries()) {
      const guide = guides.find((one) => one.slug === slug)
      const [asked, changed] = [
        days(30 - index * 4),
        days(state === 'received' ? 30 - index * 4 : 20 - index * 3),
      ]
      const request = await tx.guideRequest.create({
        data: {
          ...{ cityId, words, title: words, lang, state, reason, guideId: guide?.id ?? null },
          ...{ at: asked, changedAt: changed },
          formKey: hashToken(`demo ${cityId} ${index}`),
        },
      })
      await tx.guideRequestAct.create({
        data: { cityId, requestId: request.id, state, at: changed, note: reason },
      })
    }
    await tx.guideMiss.createMany({
      data: demoMisses.map(({ words, times }, index) => ({
        ...{ cityId, words, times },
        lastOn: dayToDate(today.subtract({ days: index + 1 }).toString()),
      })),
      skipDuplicates: true,
    })
  })
}
