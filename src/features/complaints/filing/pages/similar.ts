import type { ComplaintCard } from '../../../../platform/http/parts.ts'
import { formatInstant } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { excerpt } from '../../public/excerpt.ts'
import { publicText } from '../../public-text.ts'
import { statusTag } from '../../status-tag.ts'
import type { Similar } from '../similar.ts'
import type { Filer } from './surroundings.ts'

/** "Is it one of these?": each card with a button of its own. */
export type SimilarPanel = { action: string; items: { card: ComplaintCard; number: string; press: string }[] }

export function similarPanel(filer: Filer, token: string, found: readonly Similar[]): SimilarPanel {
  const { lang, t, city } = filer
  return {
    action: complaintPaths.join(lang, city.slug, token),
    items: found.map((one) => ({
      card: similarCard(filer, one),
      number: one.number,
      press: t('filing:similar.press', { number: formatNumber(one.number) }),
    })),
  }
}

/** A complaint that may be the same: how far, how old, in which state. */
export function similarCard({ lang, t, city, directory }: Filer, one: Similar): ComplaintCard {
  const category = one.categoryId === null ? undefined : directory.categoryById.get(one.categoryId)
  return {
    href: complaintPaths.show(lang, city.slug, one.number),
    title: category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang),
    icon: category?.icon ?? 'circle-help',
    excerpt: excerpt(publicText(one.text, t), 140),
    lang: one.textLang,
    tag: statusTag(one.status, t),
    place: excerpt(publicText(one.address, t), 60) || null,
    distance: distanceText({ t }, one),
    date: {
      iso: new Date(one.receivedAt).toISOString(),
      text: formatInstant(one.receivedAt, lang, city.timeZone, 'short'),
    },
    photo: one.photoId === null ? null : { src: complaintPaths.photo(one.photoId, 'small'), alt: '' },
    number: formatNumber(one.number),
    level: 3,
  }
}

/** Nobody counts single metres, and no phone knows them. */
function distanceText({ t }: Pick<Filer, 't'>, { metres, street, photo }: Similar): string | null {
  if (photo) return t('filing:similar.samePhoto')
  if (metres !== null) {
    return metres < 15
      ? t('filing:similar.here')
      : t('filing:similar.metres', { metres: Math.round(metres / 10) * 10 })
  }
  return street === null ? null : t(`filing:similar.${street}`)
}
