import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Lang, langs } from '../../../platform/i18n/texts.ts'
import type { City, Names } from '../../city/index.ts'
import { type TopicNews, tellTopics } from '../../following/index.ts'
import { topicsOfDistrict } from '../near/district-streets.ts'
import { isOfWholeDistrict } from '../near/match.ts'
import { workPaths, worksTopic } from '../paths.ts'
import { isOver } from '../rules.ts'
import { districtName, periodText, placeLine, titleOf } from '../view.ts'
import { saidIn } from '../words.ts'
import type { Work } from '../work.ts'

export type TellingDeps = Pick<Deps, 'jobs' | 'now' | 'texts'>

export const newsKinds = ['published', 'moved', 'reopened', 'cancelled', 'widened'] as const

/**
 * What is news of a work: it is in the plan, its dates moved, it goes on again, it will not be, or it concerns streets
 * that it did not.
 */
export type WorkNews = { kind: (typeof newsKinds)[number]; reason: Names | null; topics?: readonly string[] }

type Told = Pick<
  Work,
  | 'id'
  | 'cityId'
  | 'kind'
  | 'title'
  | 'words'
  | 'streets'
  | 'districtId'
  | 'shape'
  | 'startsAt'
  | 'endsAt'
  | 'allDay'
  | 'finishedAt'
  | 'version'
>

/**
 * Tells those who follow a street of the work, or of the district that it concerns as a whole, or all works of the city,
 * in the transaction of what happened. What is over already is nobody's news.
 */
export async function tellOfWork(
  tx: Transaction,
  deps: TellingDeps,
  { work, city, news }: { work: Told; city: City; news: WorkNews },
): Promise<void> {
  if (!isNews(news, work, deps.now().epochMilliseconds)) return
  const key = ['published', 'cancelled'].includes(news.kind) ? news.kind : `${news.kind}:${work.version}`
  const said = inAllLangs((lang) => {
    const { title, lines } = newsOfWork(deps, { work, city, news, lang })
    return { title, lines, href: workPaths.show(lang, city.slug, work.id) }
  })
  await tellTopics(tx, deps, {
    cityId: city.id,
    group: `work.${work.id}.${work.version}`,
    told: (news.topics ?? topicsOf(work, await districtTopics(tx, [work]))).map((topic) => ({
      topic,
      key,
      news: said,
    })),
  })
}

export const isNews = ({ kind }: Pick<WorkNews, 'kind'>, work: Told, now: number): boolean =>
  kind === 'cancelled' || !isOver(work, now)

export const inAllLangs = (of: (lang: Lang) => TopicNews[Lang]): TopicNews =>
  Object.fromEntries(langs.map((lang) => [lang, of(lang)])) as TopicNews

type Placed = Pick<Work, 'cityId' | 'districtId' | 'shape' | 'streets'>

/** Topics of the streets in each district that one of these works concerns as a whole, by its id. */
export async function districtTopics(
  tx: Transaction,
  works: readonly Placed[],
): Promise<ReadonlyMap<number, string[]>> {
  const whole = new Map(
    works
      .filter(isOfWholeDistrict)
      .flatMap(({ districtId, cityId }): [number, number][] =>
        districtId === null ? [] : [[districtId, cityId]],
      ),
  )
  const topics = new Map<number, string[]>()
  for (const [districtId, cityId] of whole) {
    topics.set(districtId, await topicsOfDistrict(tx, { cityId, districtId }))
  }
  return topics
}

/** All works of the city, and those of each of its streets; of a whole district, of the streets in it. */
export const topicsOf = (work: Placed, inDistricts: ReadonlyMap<number, string[]>): string[] => [
  worksTopic(),
  ...new Set(work.streets.map(({ street }) => worksTopic(street.id))),
  ...(isOfWholeDistrict(work) ? (inDistricts.get(work.districtId ?? 0) ?? []) : []),
]

type Narrowed = Pick<Work, 'districtId' | 'shape'> & { streets: readonly { streetId: number }[] }

/** Of streets that a work concerns now and did not before, on its own or with their whole district. */
export async function addedTopics(tx: Transaction, before: Placed, after: Narrowed): Promise<string[]> {
  const known = new Set(before.streets.map(({ street }) => worksTopic(street.id)))
  const { districtId } = after
  const isOfNewDistrict =
    isOfWholeDistrict(after) && !(isOfWholeDistrict(before) && before.districtId === districtId)
  const topics =
    isOfNewDistrict && districtId !== null
      ? await topicsOfDistrict(tx, { cityId: before.cityId, districtId })
      : after.streets.map(({ streetId }) => worksTopic(streetId))
  return [...new Set(topics)].filter((topic) => !known.has(topic))
}

/** One piece of news in one language. */
export function newsOfWork(
  { texts }: Pick<Deps, 'texts'>,
  { work, city, news, lang }: { work: Told; city: City; news: WorkNews; lang: Lang },
): { title: string; lines: string[] } {
  const t = texts.in(lang)
  const reason = news.reason === null ? '' : saidIn(news.reason, lang).text
  const lines = [
    periodText(work, { lang, t, timeZone: city.timeZone }),
    placeLine(work, { lang, t, city }),
    isOfWholeDistrict(work)
      ? t('works:topic.district', { district: districtName(work, { lang, city }) })
      : '',
    reason === '' ? '' : t('works:topic.reason', { reason }),
  ]
  const title = titleOf(work, lang).text
  return {
    title: t('works:topic.title', { what: t(`works:topic.news.${news.kind}`), title }),
    lines: lines.filter(Boolean),
  }
}
