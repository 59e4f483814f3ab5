import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Lang, langs } from '../../platform/i18n/texts.ts'
import { type TopicNews, tellTopic } from '../following/index.ts'
import { eventTopic } from './beside/topics.ts'
import { eventPaths } from './paths.ts'
import { textsOf, wordsIn } from './translated.ts'
import { whenText } from './words.ts'

/** News of an event for those who follow events by mail, in the transaction of what happened. */
export async function announce(
  tx: Transaction,
  deps: Pick<Deps, 'jobs' | 'now' | 'texts'>,
  { eventId, what }: { eventId: number; what: 'new' | 'cancelled' },
): Promise<void> {
  const event = await tx.event.findUniqueOrThrow({
    where: { id: eventId },
    include: { city: { select: { slug: true, timeZone: true } }, steps: { where: { state: 'cancelled' } } },
  })
  const { slug, timeZone } = event.city
  const [cancelled] = event.steps
  const newsIn = (lang: Lang): TopicNews[Lang] => {
    const t = deps.texts.in(lang)
    const times = { startsAt: event.startsAt.getTime(), endsAt: event.endsAt.getTime() }
    const lines = [
      whenText(times, { lang, t, timeZone }),
      wordsIn(textsOf(event, 'place'), lang),
      cancelled === undefined ? '' : wordsIn(textsOf(cancelled, 'reason'), lang),
    ]
    return {
      title: t(`events:news.${what}`, { title: wordsIn(textsOf(event, 'title'), lang) }),
      lines: lines.filter((line) => line !== ''),
      href: eventPaths.show(lang, slug, eventId),
    }
  }
  const news = Object.fromEntries(langs.map((lang) => [lang, newsIn(lang)])) as TopicNews
  await tellTopic(tx, deps, { cityId: event.cityId, topic: eventTopic, key: what, news })
}
