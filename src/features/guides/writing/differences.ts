import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { contentAsTyped, contentFields, type GuideContent } from '../content.ts'

/** One part that differs between two versions, as the editor shows it. */
export type Difference = { label: string; before: string; after: string; lang: Lang }

export function contentDifferences(
  before: GuideContent | null,
  after: GuideContent,
  { t, lang }: { t: Translate; lang: Lang },
): Difference[] {
  const was = before === null ? null : contentAsTyped(before)
  const is = contentAsTyped(after)
  return contentFields
    .filter((field) => (was?.[field] ?? '') !== is[field])
    .map((field) => ({
      ...{ label: t(`writing:field.${field}`), before: was?.[field] ?? '', after: is[field] },
      lang,
    }))
}
