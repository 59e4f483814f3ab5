import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, Tag, When } from '../../../platform/http/parts.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import { publicText } from '../../complaints/index.ts'
import { topicPaths } from '../../following/index.ts'
import { askedTopic } from '../asked-topic.ts'
import { guidePaths } from '../paths.ts'
import type { RequestState } from '../rules.ts'
import { guideCrumbs, type Place } from './place.ts'
import type { QueueRow } from './queries.ts'

export type RequestsModel = PageModel & {
  ask: Link
  rows: {
    title: string
    lang: string | null
    tag: Tag
    at: When
    reason: string
    guide: Link | null
    /** For whoever misses the same. */
    tellMe: Link | null
  }[]
}

export const requestsPage = definePage<RequestsModel>('guides/requests')

const looks: Record<RequestState, Pick<Tag, 'tone' | 'icon'>> = {
  received: { tone: 'info', icon: 'inbox' },
  writing: { tone: 'warning', icon: 'pencil' },
  published: { tone: 'success', icon: 'circle-check' },
  declined: { tone: 'neutral', icon: 'circle-x' },
}

export const requestTag = (state: RequestState, t: Translate): Tag => ({
  label: t(`guides:requestState.${state}`),
  ...looks[state],
})

/** What people asked for and what became of it. */
export function requestsModel(rows: readonly QueueRow[], place: Omit<Place, 'directory'>): RequestsModel {
  const { lang, t, city } = place
  return {
    page: {
      title: t('guides:requests.title'),
      description: t('guides:requests.lead'),
      crumbs: guideCrumbs(place),
    },
    ask: { href: guidePaths.ask(lang, city.slug), label: t('guides:ask.title') },
    rows: rows.map((row) => ({
      title: row.title === null ? t('guides:requests.hidden') : publicText(row.title, t),
      lang: row.title === null ? null : row.lang,
      tag: requestTag(row.state, t),
      at: {
        iso: new Date(row.at).toISOString(),
        text: formatInstant(row.at, lang, city.timeZone),
      },
      reason: row.reason === '' ? '' : t('guides:requests.reason', { reason: row.reason }),
      guide:
        row.slug === null
          ? null
          : { href: guidePaths.show(lang, city.slug, row.slug), label: t('guides:requests.open') },
      tellMe:
        row.state === 'received' || row.state === 'writing'
          ? { href: topicPaths.follow(lang, city.slug, askedTopic(row.id)), label: t('guides:tellMe.link') }
          : null,
    })),
  }
}
