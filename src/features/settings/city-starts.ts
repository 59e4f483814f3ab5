import { hashToken, newToken } from '../../platform/crypto/token.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PlantedCity } from '../../platform/http/route.ts'
import type { Names } from '../city/index.ts'

/** What the first city of an installation can begin with. */
export type CityStarts = {
  packs: readonly { slug: string; names: Names }[]
  plant(deps: Deps, start: { pack: string; slug: string; names: Names; at: number }): Promise<void>
  /** What each feature begins with in the new city. */
  fill(deps: Deps, city: PlantedCity): Promise<void>
}

/** A link that whoever reads the output of the start may open within these days. */
export const firstRunDays = 7

/** A new one-time link for the first city; the token is in the answer and nowhere else. */
export async function issueFirstRunLink({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<{ token: string }> {
  const token = newToken()
  await db.firstRun.create({
    data: { tokenHash: hashToken(token), createdAt: toDate(now().epochMilliseconds) },
  })
  return { token }
}
