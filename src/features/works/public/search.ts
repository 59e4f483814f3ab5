import { Prisma } from '../../../platform/db/generated/client.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { SearchAsked, SearchHit, SearchSource } from '../../../platform/search-source.ts'
import { marked, markedExcerpt } from '../../../platform/text/marked.ts'
import { type City, cityById } from '../../city/index.ts'
import { workPaths } from '../paths.ts'
import { worksById } from '../queries.ts'
import { kindIcons } from '../rules.ts'
import { periodText, placeLine, stateTag, titleOf } from '../view.ts'
import { saidIn } from '../words.ts'
import type { Work } from '../work.ts'

const excerptLength = 220

/** Works in the search of the portal: by what they are and where, also by the names of their streets. */
export const workSearch = (deps: Deps): SearchSource => ({
  name: 'works',
  label: 'works:list.title',
  async ready(cityId) {
    const city = await cityById(deps, cityId)
    return async (asked) => {
      const now = deps.now().epochMilliseconds
      const rows = await soughtWorks(asked, now)
      const ids = rows.map(({ id }) => id)
      if (city === null || ids.length === 0) return { n: 0, more: false, hits: [] }
      const found = await worksById(asked.client, ids)
      const byId = new Map(found.map((work) => [work.id, work]))
      const hits = ids.flatMap((id) => {
        const work = byId.get(id)
        return work === undefined ? [] : [hitOf(work, asked, { city, now })]
      })
      return { n: rows[0]?.total ?? 0, more: false, hits }
    }
  },
})

function hitOf(
  work: Work,
  { lang, t, terms, timeZone, citySlug }: SearchAsked,
  { city, now }: { city: City; now: number },
): SearchHit {
  const title = titleOf(work, lang)
  const why = saidIn(work.words.why, lang)
  const place = placeLine(work, { lang, t, city })
  return {
    href: workPaths.show(lang, citySlug, work.id),
    title: marked(title.text, terms),
    icon: kindIcons[work.kind],
    excerpt: why.text === '' ? null : markedExcerpt(why.text, terms, excerptLength),
    lang: why.text === '' ? title.lang : why.lang,
    place: place === '' ? null : marked(place, terms),
    photo: null,
    tag: stateTag(work, { t, now }),
    date: {
      iso: new Date(work.startsAt).toISOString(),
      text: periodText(work, { lang, t, timeZone }, 'short'),
    },
    number: null,
  }
}

type Sought = { id: number; total: number }

/** What goes on or is to come stands before what is over, each by how many of the words it has. */
async function soughtWorks(
  { client, cityId, terms, match, page, perPage }: SearchAsked,
  now: number,
): Promise<Sought[]> {
  const count = Prisma.join(
    terms.map(({ stem }) => {
      const like = `% ${stem.replaceAll(/[%_\\]/g, '')}%`
      return Prisma.sql`(' ' || w.folded LIKE ${like} OR EXISTS (
        SELECT 1 FROM work_street s JOIN street n ON n.id = s.street_id
        WHERE s.work_id = w.id AND ' ' || n.folded LIKE ${like}))::int`
    }),
    ' + ',
  )
  const query = Prisma.sql`
    WITH found AS (
      SELECT w.id, w.starts_at, w.cancelled_at IS NULL AND w.finished_at IS NULL AND w.ends_at >= ${toDate(now)} AS open,
        ${count} AS score
      FROM work w WHERE w.city_id = ${cityId} AND w.published_at IS NOT NULL)
    SELECT id, count(*) OVER ()::int AS total FROM found
    WHERE score >= ${match === 'all' ? terms.length : 1}
    ORDER BY score DESC, open DESC, starts_at DESC, id DESC LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`
  const { rows } = await client.query<Sought>(query.text, query.values)
  return rows
}
