import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { SummaryError } from '../../../platform/http/parts.ts'
import { type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Office } from '../../offices/index.ts'
import { statisticsPaths } from '../paths.ts'
import type { SaidComment } from './queries.ts'
import { type CommentsModel, commentsModel } from './words.ts'

const fieldOf = { kk: 'textKk', ru: 'textRu', en: 'textEn' } as const

export type CommentModel = PageModel & {
  office: string
  officeHref: string
  errors: SummaryError[]
  fields: { name: string; label: string; value: string; lang: Lang; error: string | undefined }[]
  action: string
  takeBackAction: string
  comments: CommentsModel
}

export const commentPage = definePage<CommentModel>('statistics/comment', { layout: 'staff' })

export type CommentData = {
  office: Pick<Office, 'id' | 'code' | 'names'>
  city: Pick<City, 'slug' | 'timeZone'>
  said: readonly SaidComment[]
  /** What was typed and why it was refused. */
  form: { typed: Typed; errors: FieldErrors } | null
}

export function commentModel(
  { office, city, said, form }: CommentData,
  { lang, t }: { lang: Lang; t: Translate },
): CommentModel {
  const errorAt = (name: string) => {
    const found = form?.errors[name]
    return found === undefined ? undefined : t(found)
  }
  const fields = langs.map((one) => ({
    name: fieldOf[one],
    label: t(`statistics:comment.in.${one}`),
    value: form?.typed[fieldOf[one]] ?? said[0]?.texts[one] ?? '',
    lang: one,
    error: errorAt(fieldOf[one]),
  }))
  return {
    page: { title: t('statistics:comment.title'), noindex: true },
    office: nameIn(office.names, lang),
    officeHref: statisticsPaths.office(lang, city.slug, office.code),
    errors: fields.flatMap(({ name, error }) =>
      error === undefined ? [] : [{ href: `#${name}`, text: error }],
    ),
    fields,
    action: statisticsPaths.officeComment(office.id),
    takeBackAction: statisticsPaths.officeCommentBack(office.id),
    comments: commentsModel(said, { lang, timeZone: city.timeZone, t }),
  }
}
