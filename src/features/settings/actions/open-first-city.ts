import { hashToken } from '../../../platform/crypto/token.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { addStaff } from '../../accounts/index.ts'
import { cityBySlug, type Names } from '../../city/index.ts'
import { type CityStarts, firstRunDays } from '../city-starts.ts'
import { forgetCity } from './forget-city.ts'

export type FirstCity = {
  token: string
  pack: string
  slug: string
  names: Names
  admin: { name: string; email: string; lang: Lang }
}

/** The condition of a link that still works: once, for some days. `at` in milliseconds UTC. */
export const isOpenLink = (token: string, at: number) => ({
  tokenHash: hashToken(token),
  usedAt: null,
  createdAt: { gt: toDate(at - firstRunDays * 86_400_000) },
})

/**
 * Makes the first city from a pack and its administrator, and answers the token of the link for the password. Whoever
 * uses the link first wins; NotFound for everybody else, and where a city is there already.
 */
export async function openFirstCity(
  deps: Deps,
  starts: CityStarts,
  { token, pack, slug, names, admin }: FirstCity,
): Promise<{ setUpToken: string }> {
  const at = deps.now().epochMilliseconds
  const claimed = await deps.db.firstRun.updateMany({
    where: isOpenLink(token, at),
    data: { usedAt: toDate(at) },
  })
  if (claimed.count === 0 || (await deps.db.city.count()) > 0) throw new NotFound('first run')
  await starts.plant(deps, { pack, slug, names, at })
  forgetCity(deps, 0)
  const city = await cityBySlug(deps, slug)
  if (city === null) throw new Error(`${slug} was planted and is not there`)
  await starts.fill(deps, { id: city.id, slug, timeZone: city.timeZone, at })
  const added = await addStaff(deps, {
    ...admin,
    position: { kk: 'Портал әкімшісі', ru: 'Администратор портала', en: 'Administrator of the portal' },
    roles: [{ cityId: city.id, officeId: null, role: 'city_admin' }],
    at,
  })
  if (added === null) throw new Error('The first administrator has an account already')
  return { setUpToken: added.token }
}
