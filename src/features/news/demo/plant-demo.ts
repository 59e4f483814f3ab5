import { Temporal } from 'temporal-polyfill'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { PlantedCity } from '../../../platform/http/route.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { cityById } from '../../city/index.ts'
import { picturePairs } from '../../complaints/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { keepPicture } from '../actions/keep-picture.ts'
import type { Doc } from '../doc.ts'
import { type DemoNews, demoNews } from './demo-news.ts'
import { demoPages } from './demo-pages.ts'

type Planted = {
  kind: 'news' | 'page'
  code: string | null
  daysAgo: number
  officeId: number | null
  doc: Doc
}

/** News of the last months and the first pages of a city of the demo. A city that has any gets no more. */
export async function plantDemoNews(deps: Deps, city: PlantedCity): Promise<void> {
  if ((await deps.db.publication.count({ where: { cityId: city.id } })) > 0) return
  const [directory, full] = await Promise.all([directoryOf(deps, city.id), cityById(deps, city.id)])
  if (full === null) return
  const today = localDate(Temporal.Instant.fromEpochMilliseconds(city.at), city.timeZone)
  const dayOf = (daysAgo: number) => today.subtract({ days: daysAgo }).toString()
  const codes = new Set(directory.categories.map(({ code }) => code))
  const officeOf = (words: readonly string[]) =>
    directory.offices.find(
      ({ current, names }) => current && words.some((word) => names.en.toLowerCase().includes(word)),
    )?.id ?? null
  const news: Planted[] = []
  for (const one of demoNews(city.slug)) {
    const { daysAgo, categories, offices, title, lead, body, source } = one
    const picture = await pictureFor(deps, city.id, one)
    news.push({
      ...{ kind: 'news', code: null, daysAgo, officeId: officeOf(offices) },
      doc: {
        ...{ title, lead, body, day: dayOf(daysAgo), source: source ?? null, picture },
        category: categories.find((code) => codes.has(code)) ?? null,
      },
    })
  }
  const pages = demoPages(full.names).map(
    ({ code, title, lead, body }): Planted => ({
      ...{ kind: 'page', code, daysAgo: 90, officeId: null },
      doc: { title, lead, body, day: dayOf(90), category: null, source: null, picture: null },
    }),
  )
  for (const one of [...pages, ...news]) await plant(deps, city, one)
}

/** A drawing that the complaints of the demo have already; null where there is none of this category. */
async function pictureFor(
  deps: Deps,
  cityId: number,
  { categories, picture }: DemoNews,
): Promise<Doc['picture']> {
  if (picture === undefined) return null
  const [pair] = await picturePairs(deps, { cityId, categories, most: 1 })
  if (pair === undefined) return null
  const { largeKey, smallKey, width, height, smallWidth, smallHeight } = pair[picture.side]
  const id = await keepPicture(deps, {
    cityId,
    large: { key: largeKey, width, height },
    small: { key: smallKey, width: smallWidth, height: smallHeight },
  })
  return { id, alt: picture.alt, credit: 'Ashyq Qala' }
}

async function plant({ db }: Deps, { id: cityId, at: now }: PlantedCity, planted: Planted): Promise<void> {
  const { kind, code, daysAgo, officeId, doc } = planted
  const at = toDate(now - daysAgo * 86_400_000)
  const words = langs.flatMap((lang) => [doc.title[lang], doc.lead[lang], doc.body[lang]]).join(' ')
  await db.publication.create({
    data: {
      ...{ cityId, officeId, kind, code, state: 'published', doc, shown: doc, category: doc.category },
      day: new Date(doc.day),
      words: ` ${searchFold(words).replaceAll(/\s+/g, ' ').trim()}`,
      publishedAt: at,
      shownAt: at,
      versions: { create: [{ version: 1, act: 'published', doc, at }] },
    },
  })
}
