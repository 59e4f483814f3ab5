import { Temporal } from 'temporal-polyfill'
import type { Deps } from '../../platform/deps.ts'
import type { TopicLabel } from '../../platform/http/beside.ts'
import type { Reading } from '../complaints/index.ts'

/** Small letters and digits in parts, the first of which says whose topic it is. */
export const topicPattern = /^[a-z][a-z-]{0,30}(?::[\w-]{1,60}){0,3}$/

/** Words for topics, by topic; null for one that there is not. */
export type TopicNames = ReadonlyMap<string, TopicLabel | null>
export const noTopics: TopicNames = new Map()

/** Asks the features what these topics are called here. */
export async function namesOfTopics(
  { beside }: Pick<Deps, 'beside'>,
  topics: readonly string[],
  { city, lang, t, timeZone, now }: Reading,
): Promise<TopicNames> {
  const asked = {
    cityId: city.id,
    slug: city.slug,
    timeZone,
    lang,
    t,
    now: Temporal.Instant.fromEpochMilliseconds(now),
  }
  const named = topics.map(
    async (topic) => [topic, topicPattern.test(topic) ? await beside.topic(topic, asked) : null] as const,
  )
  return new Map(await Promise.all(named))
}
