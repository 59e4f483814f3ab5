import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import { formatNumber, type HideGround, holdReasonsIn, partOf, publicText } from '../../complaints/index.ts'
import type { Directory } from '../../offices/index.ts'
import { moderationPaths } from '../paths.ts'
import type { QueueRow } from '../queries.ts'

export const kindOf = (part: string) => partOf(part)?.kind ?? 'complaint'

export type QueueModel = PageModel & {
  intro: string
  rows: {
    href: string
    number: string
    title: string
    text: string
    lang: string
    why: string[]
    since: { iso: string; text: string }
  }[]
}

export const queuePageOf = definePage<QueueModel>('moderation/queue', { layout: 'staff' })

type Around = { t: Translate; lang: Lang }
type Place = { city: City; directory: Directory }

export function queueModel(
  rows: readonly QueueRow[],
  places: readonly Place[],
  { t, lang }: Around,
): QueueModel {
  return {
    page: { title: t('moderation:queue.title'), crumbs: [], noindex: true },
    intro: t('moderation:queue.intro', { count: rows.length }),
    rows: rows.map((row) => {
      const place = places.find(({ city }) => city.id === row.city_id)
      const category = place?.directory.categoryById.get(row.category_id ?? 0)
      const grounds = row.grounds.map((ground) => t(`complaints:hideGround.${ground as HideGround}`))
      return {
        href: moderationPaths.item(row.number),
        number: formatNumber(row.number),
        title: category === undefined ? t('moderation:noCategory') : nameIn(category.names, lang),
        text: publicText(row.text, t),
        lang: row.text_lang,
        why: [
          ...holdReasonsIn(row.held_for, t),
          ...(row.reports > 0
            ? [t('moderation:queue.reports', { count: row.reports, grounds: grounds.join(', ') })]
            : []),
        ],
        since: {
          iso: new Date(row.since).toISOString(),
          text: formatMoment(row.since, lang, place?.city.timeZone ?? 'UTC'),
        },
      }
    }),
  }
}
