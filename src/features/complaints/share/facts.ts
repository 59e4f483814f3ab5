import type { Tag } from '../../../platform/http/parts.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { formatNumber } from '../number.ts'
import type { Reading } from '../public/reading.ts'
import type { ComplaintRow, PhotoRow } from '../public/show/queries.ts'
import { publicText } from '../public-text.ts'
import { statusTag } from '../status-tag.ts'

/** What a share tells of a complaint, in the language of the page. */
export type ShareFacts = {
  title: string
  place: string | null
  number: string
  received: string
  tag: Tag
  icon: string
  /** The picture of the problem, and of the repair when there is one. */
  photos: PhotoRow[]
}

export function shareFacts(row: ComplaintRow, { t, lang, directory, city, timeZone }: Reading): ShareFacts {
  const categoryId = row.facts?.categoryId ?? null
  const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
  const area = city.areas.find(({ id }) => id === row.facts?.districtId)
  const before = row.photos.find(({ role }) => role === 'before')
  const after = row.photos.findLast(({ role }) => role === 'after')
  return {
    title: category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang),
    place: publicText(row.words?.address ?? '', t) || (area === undefined ? null : nameIn(area.names, lang)),
    number: formatNumber(row.number),
    received: formatInstant(row.receivedAt, lang, timeZone),
    tag: statusTag(row.status, t),
    icon: category?.icon ?? 'circle-help',
    photos: [before, after].filter((photo) => photo !== undefined),
  }
}
