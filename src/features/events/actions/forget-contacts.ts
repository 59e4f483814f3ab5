import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { contactDays, requestDays } from '../rules.ts'

const dayMs = 86_400_000

/** Forgets who came, and who asked for help, when the term is over (docs/retention.md); counts stay. Answers how many rows. */
export async function forgetContacts({ db }: Pick<Deps, 'db'>, at: number): Promise<number> {
  const over = toDate(at - contactDays * dayMs)
  const nobody = { sealed: null, blindIndex: null, tokenHash: null, refusal: null }
  const [ended, left, decided, links] = await Promise.all([
    db.eventSignUp.updateMany({
      where: { event: { endsAt: { lt: over } }, sealed: { not: null } },
      data: nobody,
    }),
    db.eventSignUp.updateMany({ where: { leftAt: { lt: over }, sealed: { not: null } }, data: nobody }),
    db.eventRequest.updateMany({
      where: {
        sealed: { not: null },
        OR: [
          { decidedAt: { lt: toDate(at - requestDays * dayMs) } },
          // What nobody decided in a year nobody will
          { createdAt: { lt: toDate(at - 365 * dayMs) } },
        ],
      },
      data: { sealed: null },
    }),
    db.eventOrganiserLink.updateMany({
      where: { name: { not: '' }, event: { endsAt: { lt: over } } },
      data: { name: '' },
    }),
  ])
  return ended.count + left.count + decided.count + links.count
}
