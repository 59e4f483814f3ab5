import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Lang, langs } from '../../../platform/i18n/texts.ts'
import type { City, Names } from '../../city/index.ts'
import { type TopicNews, tellTopic } from '../../following/index.ts'
import { workPaths, worksTopic } from '../paths.ts'
import { periodText, placeLine, titleOf } from '../view.ts'
import { saidIn } from '../words.ts'
import type { Work } from '../work.ts'

export type TellingDeps = Pick<Deps, 'jobs' | 'now' | 'texts'>

/** What is news of a work: it is in the plan, its dates moved, it will not be. */
export type WorkNews = { kind: 'published' | 'moved' | 'cancelled'; reason: Names | null }

type Told = Pick<
  Work,
  'id' | 'title' | 'words' | 'streets' | 'districtId' | 'startsAt' | 'endsAt' | 'allDay' | 'version'
>

/** Tells those who follow a street of the work, or all works of the city, in the transaction of what happened. */
export async function tellOfWork(
  tx: Transaction,
  deps: TellingDeps,
  { work, city, news }: { work: Told; city: City; news: WorkNews },
): Promise<void> {
  const streetIds = [...new Set(work.streets.map(({ street }) => street.id))]
  const key = news.kind === 'moved' ? `moved:${work.version}` : news.kind
  const said = Object.fromEntries(langs.map((lang) => [lang, newsIn(lang)])) as TopicNews
  for (const topic of [worksTopic(), ...streetIds.map((id) => worksTopic(id))]) {
    await tellTopic(tx, deps, { cityId: city.id, topic, key, news: said })
  }

  function newsIn(lang: Lang): TopicNews[Lang] {
    const t = deps.texts.in(lang)
    const reason = news.reason === null ? '' : saidIn(news.reason, lang).text
    const lines = [
      periodText(work, { lang, t, timeZone: city.timeZone }),
      placeLine(work, { lang, t, city }),
      reason === '' ? '' : t('works:topic.reason', { reason }),
    ]
    return {
      title: t('works:topic.title', {
        what: t(`works:topic.news.${news.kind}`),
        title: titleOf(work, lang).text,
      }),
      lines: lines.filter(Boolean),
      href: workPaths.show(lang, city.slug, work.id),
    }
  }
}
