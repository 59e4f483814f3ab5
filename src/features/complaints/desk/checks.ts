import type { FieldErrors } from '../../../platform/http/form.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { languageOf } from '../../../platform/text/language.ts'
import type { Category } from '../../offices/index.ts'
import { personalIn } from '../personal-data.ts'
import { type PlanProblem, planProblem } from '../rules.ts'
import type { Said } from './acts.ts'
import type { DeskForm } from './forms.ts'

export type ToCheck = {
  form: DeskForm
  said: Said
  /** Language in which the resident wants the answer. */
  replyLang: string
  category: Category | undefined
  photoCount: number
  /** `personal` = 1: the warning was read, everybody may see what the answer holds. */
  typed: Record<string, string>
  /** To whom it can be given. */
  people: readonly { id: number }[]
  /** ISO day of the city. */
  today: string
}

const planErrors: Record<PlanProblem, TextKey> = {
  past: 'desk:error.datePast',
  far: 'desk:error.dateFar',
}

/** What a schema cannot see: the language of the answer, the proof photo, the day of a plan, whom to give it to. */
export function checkAct(act: ToCheck): FieldErrors {
  const { form, said, replyLang, category, photoCount, people, today, typed } = act
  const errors: FieldErrors = {}
  const isPublic = form === 'answer' || form === 'plan' || form === 'refuse' || form === 'ask'
  if (isPublic && isInOtherLanguage(said.text ?? '', replyLang)) {
    errors['text'] = replyLang === 'kk' ? 'desk:error.answerInKazakh' : 'desk:error.answerInRussian'
  }
  if (isPublic && typed['personal'] !== '1' && personalIn(said.text ?? '').length > 0) {
    errors['text'] ??= 'desk:error.personal'
  }
  if (form === 'answer' && said.outcome === 'solved' && category?.proofPhoto && photoCount === 0) {
    errors['photos'] = 'desk:error.photoMissing'
  }
  const plan = said.plannedOn === undefined ? null : planProblem(said.plannedOn, today)
  if (plan !== null) errors['plannedOn'] = planErrors[plan]
  if (form === 'assign' && !people.some(({ id }) => id === said.staffId)) {
    errors['staffId'] = 'desk:error.staffMissing'
  }
  return errors
}

/** An answer only in another language is no answer (domain.md B12). Whoever wrote in English takes any. */
function isInOtherLanguage(text: string, replyLang: string): boolean {
  if (replyLang !== 'kk' && replyLang !== 'ru') return false
  const written = languageOf(text)
  return written !== null && written !== replyLang
}
