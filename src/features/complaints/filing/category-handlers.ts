import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { clean, parseForm } from '../../../platform/http/form.ts'
import { saveDraft } from '../actions/save-draft.ts'
import { CategoryForm } from './forms.ts'
import { filerOf, goOn, knownCategory, onDraft, onReached } from './on-draft.ts'
import { categoryModel, categoryPage } from './pages/category.ts'
import { dangerousCategory, guessedCategories, optionOf } from './pages/category-choice.ts'
import { dangerModel, dangerPage } from './pages/danger.ts'

type Name = 'show' | 'save' | 'showDanger' | 'passDanger' | 'guess'

/** The category for those who did not choose one, and the numbers to call where people may be in danger. */
export function categoryHandlers(deps: Deps): Record<Name, RequestHandler> {
  return {
    show: onReached(deps, 'category', ({ filer, draft, res }) =>
      categoryPage(res, categoryModel(filer, draft)),
    ),

    save: onDraft(deps, 'category', async ({ filer, draft, req, res }) => {
      const parsed = parseForm(CategoryForm, req.body)
      const category = parsed.ok ? knownCategory(filer, parsed.value.category) : null
      if (category === null) {
        return categoryPage(res, categoryModel(filer, draft, { category: 'filing:error.category' }), 422)
      }
      await saveDraft(deps, draft.id, { data: { category } })
      goOn(filer, res, draft.token, { ...draft.data, category })
    }),

    showDanger: onReached(deps, 'danger', ({ filer, draft, res }) => {
      const category = dangerousCategory(filer, draft.data)
      if (category === null) return goOn(filer, res, draft.token, draft.data)
      dangerPage(res, dangerModel(filer, draft, category))
    }),

    passDanger: onDraft(deps, 'danger', async ({ filer, draft, res }) => {
      const warnedOf = dangerousCategory(filer, draft.data)?.code ?? null
      await saveDraft(deps, draft.id, { data: { warnedOf } })
      goOn(filer, res, draft.token, { ...draft.data, warnedOf })
    }),

    guess: async (req, res) => {
      const filer = await filerOf(deps, res)
      const { text } = req.query
      const words = typeof text === 'string' ? clean(text).slice(0, longestGuessed).trim() : ''
      const guesses = words.length < shortestGuessed ? [] : guessedCategories(filer, words)
      res.set('Cache-Control', 'private, max-age=300')
      res.json({ guesses: guesses.map(optionOf(filer)) })
    },
  }
}

/** A few sentences say it all; what is longer is cut, so that asking stays cheap. In UTF-16 units. */
const longestGuessed = 500
const shortestGuessed = 4
