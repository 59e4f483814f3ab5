import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, Photo, SummaryRow, Tag } from '../../../platform/http/parts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { DeskRow } from '../desk/queries.ts'
import { formatNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import type { Status } from '../rules.ts'
import { statusTag } from '../status-tag.ts'
import type { RowReading } from './rows.ts'

export type PreviewModel = PageModel & {
  heading: string
  href: string
  status: Tag
  category: string
  text: string
  textLang: string
  facts: SummaryRow[]
  photos: Photo[]
  acts: Link[]
}

/** Beside the list on wide screens, by itself elsewhere. */
export const previewPage = definePage<PreviewModel>('inbox/preview', {
  layout: 'staff',
  fragment: 'inbox/preview',
})

export function previewModel(row: DeskRow, { places, lang, t }: RowReading): PreviewModel {
  const place = places.find(({ city }) => city.id === row.city_id)
  const category = place?.directory.categoryById.get(row.category_id ?? 0)
  const office = place?.directory.officeById.get(row.office_id ?? 0)
  const number = formatNumber(row.number)
  return {
    page: {
      title: number,
      noindex: true,
      crumbs: [{ href: deskPaths.inbox(), label: t('inbox:title') }],
    },
    heading: number,
    href: deskPaths.show(row.number),
    status: statusTag(row.status as Status, t),
    category: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    text: row.text,
    textLang: row.text_lang,
    facts: [
      { label: t('desk:fact.place'), value: row.address || row.landmark || t('desk:noPlace') },
      {
        label: t('desk:fact.received'),
        value: formatMoment(row.received_at.getTime(), lang, place?.city.timeZone ?? 'UTC'),
      },
      { label: t('desk:fact.office'), value: office ? nameIn(office.short, lang) : t('desk:noOffice') },
      { label: t('desk:fact.assignee'), value: row.assignee_name ?? t('desk:nobody') },
    ],
    photos: row.photos
      .filter(({ role }) => role === 'before')
      .map(({ id, small_width, small_height }, index) => ({
        src: deskPaths.photo(id, 'small'),
        alt: t('desk:photoAlt', { position: index + 1 }),
        width: small_width,
        height: small_height,
        href: deskPaths.photo(id, 'large'),
      })),
    acts: (['answer', 'assign', 'note'] as const).map((act) => ({
      href: deskPaths.form(row.number, act),
      label: t(`desk:act.${act}.label`),
    })),
  }
}
