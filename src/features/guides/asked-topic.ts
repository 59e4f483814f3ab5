import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import type { TopicSource } from '../../platform/http/beside.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { cityById } from '../city/index.ts'
import { publicText } from '../complaints/index.ts'
import { type TopicNews, tellTopic } from '../following/index.ts'
import { guidePaths } from './paths.ts'

const prefix = 'guide-request'

/** What those follow who wait for the same situation. */
export const askedTopic = (requestId: number): string => `${prefix}:${requestId}`

/** A situation that somebody misses can be waited for as long as nobody has decided. */
export const askedTopics = ({ db }: Pick<Deps, 'db'>): TopicSource => ({
  prefix,
  async label(topic, { cityId, slug, lang, t }) {
    const id = Number(/^guide-request:([1-9]\d{0,8})$/.exec(topic)?.[1] ?? 0)
    const request = await db.guideRequest.findFirst({
      where: { id, cityId, state: { in: ['received', 'writing'] } },
      select: { title: true },
    })
    if (request === null) return null
    return {
      label: t('guides:tellMe.topic', { words: wordsOf(request.title, t) }),
      href: guidePaths.requests(lang, slug),
    }
  },
})

const wordsOf = (title: string | null, t: Parameters<typeof publicText>[1]): string =>
  title === null ? t('guides:requests.hidden') : publicText(title, t)

export type OutcomeDeps = Pick<Deps, 'db' | 'cache' | 'jobs' | 'now' | 'texts'>

export type Outcome = {
  requestId: number
  /** The same request can be decided anew: each decision is news of its own. */
  version: number
  cityId: number
  title: string | null
  reason: string
  /** Of the guide that answers it; null when it is declined. */
  slug: string | null
}

/** Tells everybody who waits what became of a request, once: after the letter they follow it no more. */
export async function tellOutcome(
  tx: Transaction,
  deps: OutcomeDeps,
  { requestId, version, cityId, title, reason, slug }: Outcome,
): Promise<void> {
  const city = await cityById(deps, cityId)
  if (city === null) return
  const inLang = (lang: Lang): TopicNews[Lang] => {
    const t = deps.texts.in(lang)
    const words = wordsOf(title, t)
    return {
      title: t(slug === null ? 'guides:tellMe.declined' : 'guides:tellMe.published', { words }),
      lines: reason === '' ? [] : [t('guides:requests.reason', { reason })],
      href: slug === null ? guidePaths.requests(lang, city.slug) : guidePaths.show(lang, city.slug, slug),
    }
  }
  await tellTopic(tx, deps, {
    ...{ cityId, topic: askedTopic(requestId), key: `${prefix}:${requestId}:${version}`, isLast: true },
    news: { kk: inLang('kk'), ru: inLang('ru'), en: inLang('en') },
  })
}
