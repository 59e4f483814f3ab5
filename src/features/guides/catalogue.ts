import type { Deps } from '../../platform/deps.ts'
import { isLang, type Lang, langs } from '../../platform/i18n/texts.ts'
import { searchWords } from '../../platform/text/search-fold.ts'
import type { Names } from '../city/index.ts'
import { GuideContent, sentencesOf } from './content.ts'

export type Topic = { code: string; kind: 'topic' | 'event'; icon: string; names: Names; texts: Names }

/** Published words of a guide in one language, without the long parts. */
export type ListedText = { title: string; summary: string; publishedAt: number }

/** A guide with at least one published text. */
export type ListedGuide = {
  id: number
  slug: string
  topics: string[]
  categories: string[]
  texts: Partial<Record<Lang, ListedText>>
  /** Folded words of all languages, by what finding one is worth. */
  words: { strong: string[]; plain: string[] }
}

/** What a city has published; guides in the order of their latest publication. */
export type Catalogue = { topics: Topic[]; guides: ListedGuide[] }

export const catalogueKey = (cityId: number): string => `guides:${cityId}`
const freshMs = 15_000

/** Kept in the process: a city has some hundred guides at the most, and every search reads them all. */
export const catalogueOf = (deps: Pick<Deps, 'db' | 'cache'>, cityId: number): Promise<Catalogue> =>
  deps.cache.get(catalogueKey(cityId), freshMs, () => load(deps, cityId))

type Row = {
  id: number
  slug: string
  topics: string[]
  categories: string[]
  texts: { lang: string; content: unknown; at: number }[]
}
type TopicRow = { code: string; kind: string; icon: string; names: Names; texts: Names }

async function load({ db }: Pick<Deps, 'db'>, cityId: number): Promise<Catalogue> {
  const [read] = await db.$queryRaw<{ topics: TopicRow[]; guides: Row[] }[]>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('code', code, 'kind', kind, 'icon', icon,
         'names', json_build_object('kk', name_kk, 'ru', name_ru, 'en', name_en),
         'texts', json_build_object('kk', text_kk, 'ru', text_ru, 'en', text_en)) ORDER BY position, code), '[]')
       FROM guide_topic WHERE city_id = ${cityId}) AS topics,
      (SELECT coalesce(json_agg(one ORDER BY one.newest DESC, one.id), '[]') FROM (
         SELECT g.id, g.slug, g.topics, g.categories, max(t.published_at) AS newest,
           json_agg(json_build_object('lang', t.lang, 'content', t.content, 'at', (extract(epoch FROM t.published_at) * 1000)::float8)) AS texts
         FROM guide g JOIN guide_text t ON t.guide_id = g.id AND t.state = 'published'
         WHERE g.city_id = ${cityId} GROUP BY g.id) one) AS guides`
  return {
    topics: (read?.topics ?? []).map((topic) => ({
      ...topic,
      kind: topic.kind === 'event' ? 'event' : 'topic',
    })),
    guides: (read?.guides ?? []).map(listedOf),
  }
}

function listedOf({ texts, ...guide }: Row): ListedGuide {
  const published: ListedGuide['texts'] = {}
  const [strong, plain] = [new Set<string>(), new Set<string>()]
  for (const { lang, content, at } of texts) {
    const words = GuideContent.parse(content)
    if (isLang(lang)) published[lang] = { title: words.title, summary: words.summary, publishedAt: at }
    addWords(strong, [words.title, ...words.keywords])
    addWords(plain, sentencesOf(words))
  }
  return { ...guide, texts: published, words: { strong: [...strong], plain: [...plain] } }
}

function addWords(set: Set<string>, texts: readonly string[]): void {
  for (const text of texts) for (const { word } of searchWords(text)) set.add(word)
}

/** The text in this language, else in Kazakh, Russian, English. */
export function textIn<Text>(
  texts: Partial<Record<Lang, Text>>,
  lang: Lang,
): { lang: Lang; text: Text } | null {
  for (const one of [lang, ...langs]) {
    const text = texts[one]
    if (text !== undefined) return { lang: one, text }
  }
  return null
}
