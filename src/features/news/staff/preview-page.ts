import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert } from '../../../platform/http/parts.ts'
import { saidIn } from '../doc.ts'
import { newsStaffPaths } from '../paths.ts'
import { type ArticleModel, articleOf } from '../public/show-page.ts'
import type { Picture, StaffRow } from '../queries.ts'
import type { Editing } from './editing.ts'

export type PreviewModel = PageModel & { note: Alert; article: ArticleModel }

export const previewPage = definePage<PreviewModel>('news/preview', { layout: 'staff' })

/** What is being written, as everybody would read it in the language of the page. */
export function previewModel(
  { editing, row, picture }: { editing: Editing; row: StaffRow; picture: Picture | null },
  origin: string,
): PreviewModel {
  const { city, lang, t } = editing
  const article = articleOf({ doc: row.doc, office_id: row.officeId, picture }, { ...editing, origin })
  const photo =
    article.photo === null || picture === null
      ? null
      : { ...article.photo, src: newsStaffPaths.picture(city.slug, picture.id) }
  return {
    page: {
      title: saidIn(row.doc.title, lang).text,
      crumbs: [
        { href: newsStaffPaths.list(city.slug, { kind: row.kind }), label: t(`news:kind.${row.kind}`) },
        { href: newsStaffPaths.edit(city.slug, row.id), label: t('news:act.edit') },
      ],
      noindex: true,
    },
    note: { text: t('news:staff.previewNote'), tone: 'info' },
    article: { ...article, photo },
  }
}
