import { nameIn } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { embedCode } from '../../share/embed-code.ts'
import { shareFacts } from '../../share/facts.ts'
import { shareLinks } from '../../share/share-links.ts'
import type { Reading } from '../reading.ts'
import type { ShowModel } from './pages.ts'
import type { ComplaintRow } from './queries.ts'

/** How messengers, networks and sites that know oEmbed show the page. */
export function sharedAs(row: ComplaintRow, reading: Reading) {
  const { city, lang, t, origin } = reading
  const path = complaintPaths.show(lang, city.slug, row.number)
  return {
    kind: 'article' as const,
    image: complaintPaths.shareImage(lang, city.slug, row.number, row.version),
    imageAlt: shareText(row, reading),
    alternates: [
      {
        href: complaintPaths.oembed(origin + path),
        type: 'application/json+oembed',
        title: t('share:embed.summary'),
      },
      {
        href: complaintPaths.history(lang, city.slug, row.number),
        type: 'application/atom+xml',
        title: t('public:follow.feed'),
      },
    ],
  }
}

export function shareOf(
  row: ComplaintRow,
  reading: Reading,
  { url, title }: { url: string; title: string },
): NonNullable<ShowModel['share']> {
  const { city, lang, t, origin } = reading
  const embedHref = complaintPaths.embed(lang, city.slug, row.number)
  return {
    url,
    title,
    links: shareLinks(url, shareText(row, reading), t),
    imageHref: complaintPaths.shareImage(lang, city.slug, row.number),
    embedHref,
    embedCode: embedCode(origin + embedHref, title),
  }
}

function shareText(row: ComplaintRow, reading: Reading): string {
  const { title, place, tag, number } = shareFacts(row, reading)
  const { t, city, lang } = reading
  return t('share:text', {
    city: nameIn(city.names, lang),
    title: [title, place].filter(Boolean).join(', '),
    status: tag.label,
    number,
  })
}
