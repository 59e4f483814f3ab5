import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { PlantedCity } from '../../../platform/http/route.ts'
import { directoryOf } from '../../offices/index.ts'

const days = 330
const channels = ['phone', 'phone', 'phone', 'front_office', 'front_office', 'letter'] as const
const daySeconds = 86_400

/** Answers on the spot of the last months, without words: how many about what. Twice changes nothing. */
export async function plantDemoConsultations(
  deps: Deps,
  { id: cityId, slug, at }: PlantedCity,
): Promise<void> {
  const { categories } = await directoryOf(deps, cityId)
  const asked = categories.filter(({ current }) => current)
  if (asked.length === 0) return
  let state = [...slug].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) % 2_147_483_647
  // Park and Miller, "Random number generators: good ones are hard to find" (1988).
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const rows = Array.from({ length: days }, (_day, ago) =>
    Array.from({ length: 1 + draw(4) }, (_one, n) => ({
      cityId,
      // The first topics of a city are asked about more often than the last.
      categoryId: asked[Math.min(draw(asked.length), draw(asked.length))]?.id ?? null,
      at: toDate(at - ago * daySeconds * 1000 - draw(8 * 3600) * 1000),
      channel: channels[draw(channels.length)] ?? 'phone',
      seconds: 60 + draw(420),
      source: 'demo',
      externalId: `${ago}-${n}`,
    })),
  ).flat()
  await deps.db.consultation.createMany({ data: rows, skipDuplicates: true })
}
