import type { ComplaintCard } from '../../../platform/http/parts.ts'
import { formatNumber as formatCount, formatInstant } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { deadlineLine } from '../deadline-line.ts'
import { formatNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import { publicText } from '../public-text.ts'
import { statusTag } from '../status-tag.ts'
import { excerpt } from './excerpt.ts'
import type { CardRow } from './list/queries.ts'
import type { Reading } from './reading.ts'

const excerptLength = 160

/** A complaint as lists show it. */
export function complaintCard(row: CardRow, reading: Reading): ComplaintCard {
  const { city, lang, t, directory, timeZone } = reading
  const category = row.categoryId === null ? undefined : directory.categoryById.get(row.categoryId)
  const area = city.areas.find(({ id }) => id === row.districtId)
  return {
    href: complaintPaths.show(lang, city.slug, row.number),
    title: category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang),
    icon: category?.icon ?? 'circle-help',
    excerpt: excerpt(publicText(row.text, t), excerptLength),
    lang: row.textLang,
    tag: statusTag(row.status, t),
    deadline: deadlineLine({ ...row, answeredAt: null }, reading, 'short'),
    place: excerpt(publicText(row.address, t), 60) || (area === undefined ? null : nameIn(area.names, lang)),
    date: {
      iso: new Date(row.receivedAt).toISOString(),
      text: formatInstant(row.receivedAt, lang, timeZone, 'short'),
    },
    // The category and the words beside it say what is in the picture.
    photo: row.photoId === null ? null : { src: complaintPaths.photo(row.photoId, 'small'), alt: '' },
    supporters: row.supportCount === 0 ? null : formatCount(row.supportCount, lang),
    number: formatNumber(row.number),
    level: 3,
  }
}
