import { green } from './green.ts'
import { house } from './house.ts'
import { nature } from './nature.ts'
import { order } from './order.ts'
import type { Topic, Topics } from './topic.ts'
import { transport } from './transport.ts'
import { utilities } from './utilities.ts'
import { waste } from './waste.ts'
import { winter } from './winter.ts'

export { type OfficePhrases, officePhrases } from './offices.ts'
export { type ResidentPhrases, residentPhrases } from './residents.ts'
export type { Sayings, Topic } from './topic.ts'

export const topics: Topics = {
  ...transport,
  ...utilities,
  ...waste,
  ...winter,
  ...green,
  ...house,
  ...nature,
  ...order,
}

/** A category that a city has made for itself is written about in general words. */
export function topicOf(categoryCode: string | null): Topic {
  const topic = topics[categoryCode ?? 'other'] ?? topics['other']
  if (topic === undefined) throw new Error('the general topic is missing')
  return topic
}
