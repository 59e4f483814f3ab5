import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Deadline, Tag } from '../../../platform/http/parts.ts'
import { deadlineLine } from '../deadline-line.ts'
import { complaintPaths } from '../paths.ts'
import { excerpt } from '../public/excerpt.ts'
import type { Reading } from '../public/reading.ts'
import { lastStayAnswer } from '../public/show/pages.ts'
import type { ComplaintRow } from '../public/show/queries.ts'
import { publicText } from '../public-text.ts'
import { shareFacts } from './facts.ts'

export type EmbedModel = PageModel & {
  title: string
  place: string | null
  lang: string
  number: string
  received: string
  tag: Tag
  deadline: Deadline | null
  excerpt: string
  photo: { src: string; alt: string } | null
  href: string
}

export const embedPage = definePage<EmbedModel>('complaints/share/embed', { layout: 'embed' })

export function embedModel(row: ComplaintRow, reading: Reading): EmbedModel {
  const { city, lang, t } = reading
  const { title, place, number, received, tag, photos } = shareFacts(row, reading)
  const photo = photos.at(-1)
  return {
    page: { title: [title, place].filter(Boolean).join(', '), noindex: true },
    title,
    place,
    lang: row.words?.textLang ?? lang,
    number,
    received,
    tag,
    deadline: deadlineLine({ ...row, answeredAt: lastStayAnswer(row) }, reading),
    excerpt: excerpt(publicText(row.words?.text ?? '', t), 140),
    photo:
      photo === undefined
        ? null
        : { src: complaintPaths.photo(photo.id, 'small'), alt: t('share:embed.photo') },
    href: complaintPaths.show(lang, city.slug, row.number),
  }
}
