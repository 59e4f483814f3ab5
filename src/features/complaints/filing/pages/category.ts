import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { SummaryError } from '../../../../platform/http/parts.ts'
import { complaintPaths } from '../../paths.ts'
import type { Draft } from '../queries.ts'
import { type CategoryChoice, categoryChoice } from './category-choice.ts'
import { type Filer, type StepHead, sentencesOf, stepHead, stepMeta } from './surroundings.ts'

/** Asked only of those who did not choose in the first step: their words make the first guesses. */
export type CategoryModel = PageModel & {
  head: StepHead
  errors: SummaryError[]
  action: string
  lead: string
  error: string
  categories: CategoryChoice
}

export const categoryPage = definePage<CategoryModel>('filing/category', { layout: 'filing' })

export function categoryModel(
  filer: Filer,
  draft: Draft,
  errors: Parameters<typeof sentencesOf>[1] = {},
): CategoryModel {
  const { lang, t, city } = filer
  const sentences = sentencesOf(t, errors)
  const categories = categoryChoice(filer, draft.data.text, draft.data.category)
  return {
    page: stepMeta(t('filing:category.title')),
    head: stepHead(filer, 1, complaintPaths.step(lang, city.slug, draft.token, 'what')),
    errors: Object.values(sentences).map((text) => ({ href: firstRadio(categories), text })),
    action: complaintPaths.step(lang, city.slug, draft.token, 'category'),
    lead: categories.guesses.length > 0 ? t('filing:category.guessed') : t('filing:category.notGuessed'),
    error: sentences['category'] ?? '',
    categories,
  }
}

const firstRadio = ({ guesses }: CategoryChoice) =>
  guesses.length > 0 ? '#category-guess' : '#category-common'
