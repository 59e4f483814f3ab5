import type { TopicSource } from '../../../platform/http/beside.ts'
import { eventPaths } from '../paths.ts'

/** What mails can be asked about: new events of a city, and those that are called off. */
export const eventTopics = (): TopicSource => ({
  prefix: eventTopic,
  label: async (topic, { lang, slug, t }) =>
    topic === eventTopic ? { label: t('events:topic'), href: eventPaths.agenda(lang, slug) } : null,
})

export const eventTopic = 'events'
