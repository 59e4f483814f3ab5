import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Link } from '../../../../platform/http/parts.ts'
import { endonyms } from '../../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import { guideStaffPaths } from '../../paths.ts'
import { type Around, listCrumb, titleOf } from '../around.ts'
import { contentDifferences, type Difference } from '../differences.ts'
import type { StaffGuide, StaffText } from '../queries.ts'

export type VersionModel = PageModel & {
  written: string
  caption: string
  before: string
  after: string
  rows: Difference[]
  versions: Link[]
}

export const versionPage = definePage<VersionModel>('guides/staff-version', { layout: 'staff' })

/** What a version changed against the one before it. */
export function versionModel(
  { guide, text, before }: { guide: StaffGuide; text: StaffText; before: StaffText | undefined },
  { t, lang, city }: Around,
): VersionModel {
  const versionName = (no: number) => t('writing:act.version', { lang: endonyms[text.lang], no })
  return {
    page: {
      title: versionName(text.no),
      crumbs: [listCrumb(t), { href: guideStaffPaths.show(guide.id), label: titleOf(guide, lang) }],
      noindex: true,
    },
    written: t('writing:edit.written', {
      no: text.no,
      who: text.writer ?? t('writing:act.pack', { city: nameIn(city.names, lang) }),
      when: formatMoment(text.writtenAt, lang, city.timeZone),
    }),
    caption: t('writing:differences.caption'),
    before: before === undefined ? t('writing:differences.nothing') : versionName(before.no),
    after: versionName(text.no),
    rows: contentDifferences(before?.content ?? null, text.content, { t, lang: text.lang }),
    versions: guide.texts
      .filter((one) => one.lang === text.lang && one.no !== text.no)
      .map(({ no }) => ({ href: guideStaffPaths.version(guide.id, text.lang, no), label: versionName(no) })),
  }
}
