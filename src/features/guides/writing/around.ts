import type { Alert, Link } from '../../../platform/http/parts.ts'
import { type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { type GuideDone, guideStaffPaths } from '../paths.ts'
import type { StaffGuide, StaffText } from './queries.ts'

/** Where a member of staff works on a guide. */
export type Around = { lang: Lang; t: Translate; city: City; directory: Directory }

export const listCrumb = (t: Translate): Link => ({
  href: guideStaffPaths.list(),
  label: t('writing:list.title'),
})

export const doneAlert = (done: GuideDone | null, t: Translate): Alert | null =>
  done === null ? null : { text: t(`writing:done.${done}`), tone: 'success' }

/** The version that is written or looked over, and what everybody reads. */
export const openText = (guide: Pick<StaffGuide, 'texts'>, lang: Lang): StaffText | undefined =>
  guide.texts.find((text) => text.lang === lang && (text.state === 'draft' || text.state === 'review'))

export const publishedText = (guide: Pick<StaffGuide, 'texts'>, lang: Lang): StaffText | undefined =>
  guide.texts.find((text) => text.lang === lang && text.state === 'published')

/** What the guide is called on staff pages: published words before those being written, in the own language first. */
export function titleOf(guide: Pick<StaffGuide, 'texts' | 'slug'>, lang: Lang): string {
  for (const one of [lang, ...langs]) {
    const title = (publishedText(guide, one) ?? openText(guide, one))?.content.title
    if (title) return title
  }
  return guide.slug
}
