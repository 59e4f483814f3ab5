import type { Deps } from '../../../platform/deps.ts'
import type { SearchAsked, SearchHit, SearchSource } from '../../../platform/search-source.ts'
import { marked, markedExcerpt } from '../../../platform/text/marked.ts'
import { searchWords } from '../../../platform/text/search-fold.ts'
import { isFormOf } from '../../../platform/text/search-terms.ts'
import { eventPaths } from '../paths.ts'
import { type EventWhole, wholeColumns } from '../queries.ts'
import { shownIn, type Texts, wordsIn } from '../translated.ts'
import { eventTag, kindIcon, whenText } from '../words.ts'

/** A city has some hundred events in the years that people look for. */
const mostSought = 500
const keptMs = 30_000
const excerptLength = 220

type Found = { event: EventWhole; words: readonly string[] }

/** Events in the search of the portal: title, text and place in any language, those to come first. */
export const eventSearch = (deps: Deps): SearchSource => ({
  name: 'events',
  label: 'events:agenda.title',
  async ready(cityId) {
    const all = await keptEvents(deps, cityId)
    return async (asked) => {
      const { terms, match, page, perPage } = asked
      const found = all
        .map(({ event, words }) => ({
          event,
          score: terms.filter((term) => words.some((word) => isFormOf(word, term))).length,
        }))
        .filter(({ score }) => (match === 'all' ? score === terms.length : score > 0))
        .sort((a, b) => b.score - a.score)
      const at = deps.now().epochMilliseconds
      const hits = found
        .slice((page - 1) * perPage, page * perPage)
        .map(({ event }) => hitOf(event, asked, at))
      return { n: found.length, more: false, hits }
    }
  },
})

const keptEvents = (deps: Deps, cityId: number): Promise<Found[]> =>
  deps.cache.get(`events:sought:${cityId}`, keptMs, async () => {
    const rows = await deps.db.$queryRaw<EventWhole[]>`
      SELECT ${wholeColumns} FROM event e WHERE e.city_id = ${cityId} AND e.published_at IS NOT NULL
      ORDER BY e.starts_at DESC LIMIT ${mostSought}`
    return rows.map((event) => ({ event, words: wordsOf(event) }))
  })

function wordsOf({ title, about, place }: EventWhole): string[] {
  const texts = [title, about, place].flatMap(({ kk, ru, en }: Texts) => [kk, ru, en])
  return searchWords(texts.join(' ')).map(({ word }) => word)
}

function hitOf(
  event: EventWhole,
  { terms, lang, t, citySlug, timeZone }: SearchAsked,
  at: number,
): SearchHit {
  const about = shownIn(event.about, lang)
  return {
    href: eventPaths.show(lang, citySlug, event.id),
    title: marked(wordsIn(event.title, lang), terms),
    icon: kindIcon(event.kind),
    excerpt: about.text === '' ? null : markedExcerpt(about.text, terms, excerptLength),
    lang: about.lang,
    place: marked(wordsIn(event.place, lang), terms),
    photo: null,
    tag: eventTag(event, t, at),
    date: { iso: new Date(event.startsAt).toISOString(), text: whenText(event, { lang, t, timeZone }) },
    number: null,
  }
}
