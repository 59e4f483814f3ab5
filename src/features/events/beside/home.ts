import type { Deps } from '../../../platform/deps.ts'
import type { Asked, HomeBlock } from '../../../platform/http/beside.ts'
import { eventPaths } from '../paths.ts'
import { wholeAgenda } from '../public/filter.ts'
import { agendaRows } from '../public/queries.ts'
import { wordsIn } from '../translated.ts'
import { whenText } from '../words.ts'

const shown = 3
const keptMs = 30_000

/** What comes next, on the first page of a city. */
export const eventHome =
  (deps: Deps) =>
  async ({ cityId, slug, lang, t, timeZone, now }: Asked): Promise<HomeBlock | null> => {
    const rows = await deps.cache.get(`events:next:${cityId}`, keptMs, async () => {
      const found = await agendaRows(deps, wholeAgenda, { cityId, areas: [], at: now.epochMilliseconds })
      return found.rows.filter(({ state }) => state === 'published').slice(0, shown)
    })
    if (rows.length === 0) return null
    return {
      title: t('events:home.title'),
      icon: 'calendar',
      items: rows.map((row) => ({
        href: eventPaths.show(lang, slug, row.id),
        label: wordsIn(row.title, lang),
        meta: whenText(row, { lang, t, timeZone }),
      })),
      more: { href: eventPaths.agenda(lang, slug), label: t('events:home.more') },
    }
  }
