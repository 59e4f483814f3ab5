import type { Deps } from '../../../platform/deps.ts'
import type { TopicSource } from '../../../platform/http/beside.ts'
import { cityStreets } from '../../places/index.ts'
import { workPaths, worksTopic } from '../paths.ts'

/** What can be asked for by mail: all works of the city, or those of one street. */
export const worksTopics = (deps: Deps): TopicSource => ({
  prefix: worksTopic(),
  async label(topic, { cityId, slug, lang, t }) {
    if (topic === worksTopic()) {
      return {
        label: t('works:topic.city'),
        href: workPaths.list(lang, slug),
        feed: workPaths.file(lang, slug, 'atom'),
      }
    }
    const streets = await cityStreets(deps, cityId, { lang, t })
    const street = streets.find(({ id }) => worksTopic(id) === topic)
    if (street === undefined) return null
    const asked = { street: String(street.id) }
    return {
      label: t('works:topic.street', { street: street.name }),
      href: workPaths.list(lang, slug, asked),
      feed: workPaths.file(lang, slug, 'atom', asked),
    }
  },
})
