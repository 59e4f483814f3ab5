import type { FieldErrors } from '../../../platform/http/form.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { languageOf } from '../../../platform/text/language.ts'
import type { Category } from '../../offices/index.ts'
import { personalIn } from '../personal-data.ts'
import type { CustodyState } from '../projection.ts'
import { type PlanProblem, planProblem } from '../rules.ts'
import { type ExtensionProblem, extensionProblem } from '../term-rules.ts'
import type { Said } from './acts.ts'
import { hasPlaceholder, isEmptyAnswer } from './answer/words.ts'
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
  /** Milliseconds UTC. */
  now: number
  /** The stay with the office, whose term an extension would move. */
  custody: CustodyState | undefined
  extensionMonths: number
  /** What the person has to say that they have thought of; see answer/warnings.ts. */
  warnings: readonly string[]
  /** Opened again so often that this person may not have the last word. */
  needsHead: boolean
}

const planErrors: Record<PlanProblem, TextKey> = {
  past: 'desk:error.datePast',
  far: 'desk:error.dateFar',
}

const extensionErrors: Record<ExtensionProblem, TextKey> = {
  over: 'desk:error.termOver',
  early: 'desk:error.dueEarly',
  far: 'desk:error.dueFar',
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
  if ((isPublic || form === 'forward') && hasPlaceholder(said.text ?? '')) {
    errors['text'] = 'desk:error.placeholder'
  }
  const ends = form === 'answer' || form === 'refuse'
  if (ends && isEmptyAnswer(said.text ?? '')) errors['text'] ??= 'desk:error.emptyAnswer'
  if (ends && act.needsHead) errors['text'] = 'desk:error.headOnly'
  if (act.warnings.length > 0 && typed['confirmed'] !== '1') errors['confirmed'] = 'desk:error.confirm'
  if (form === 'answer' && said.outcome === 'solved' && category?.proofPhoto && photoCount === 0) {
    errors['photos'] = 'desk:error.photoMissing'
  }
  const plan = said.plannedOn === undefined ? null : planProblem(said.plannedOn, today)
  if (plan !== null) errors['plannedOn'] = planErrors[plan]
  if (form === 'extend' && said.dueOn !== undefined && act.custody !== undefined) {
    const wish = { dueOn: said.dueOn, at: act.now, months: act.extensionMonths }
    const wrong = extensionProblem(act.custody, wish)
    if (wrong !== null) errors['dueOn'] = extensionErrors[wrong]
  }
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
