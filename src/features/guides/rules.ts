import { type Lang, langs } from '../../platform/i18n/texts.ts'
import type { RoleAt, StaffRole } from '../accounts/index.ts'
import type { GuideContent } from './content.ts'

/** The life of a version. What is published is never changed: the next version takes its place. */
export const textStates = ['draft', 'review', 'published', 'replaced', 'withdrawn'] as const
export type TextState = (typeof textStates)[number]

export const guideActs = [
  ...(['created', 'changed', 'saved', 'sent', 'returned', 'published', 'withdrawn', 'reviewed'] as const),
] as const
export type GuideAct = (typeof guideActs)[number]

export const requestStates = ['received', 'writing', 'published', 'declined'] as const
export type RequestState = (typeof requestStates)[number]

/** Which state of a request may follow which. What was published or declined may be taken up anew. */
export const requestMoves: Readonly<Record<RequestState, readonly RequestState[]>> = {
  received: ['received', 'writing', 'published', 'declined'],
  writing: ['writing', 'published', 'declined', 'received'],
  published: ['published', 'writing'],
  declined: ['declined', 'writing'],
}

/** Why a guide did not help. */
export const verdictReasons = ['unclear', 'missing', 'wrong', 'refused', 'other'] as const
export type VerdictReason = (typeof verdictReasons)[number]

type Holder = { roles: readonly RoleAt[] }
type Owned = { cityId: number; ownerOfficeId: number | null }

const writers: readonly StaffRole[] = ['executor', 'head', 'controller', 'city_admin']
const publishers: readonly StaffRole[] = ['head', 'controller', 'city_admin']

/** Roles for the whole city count at every guide, those of an office at its own. */
const holds = ({ roles }: Holder, { cityId, ownerOfficeId }: Owned, wanted: readonly StaffRole[]): boolean =>
  roles.some(
    ({ role, cityId: city, officeId }) =>
      wanted.includes(role) && city === cityId && (officeId === null || officeId === ownerOfficeId),
  )

export const mayWrite = (staff: Holder, guide: Owned): boolean => holds(staff, guide, writers)
export const mayPublish = (staff: Holder, guide: Owned): boolean => holds(staff, guide, publishers)

/** Cities whose guides, drafts among them, a person may read. */
export const guideCities = ({ roles }: Holder): number[] => [...new Set(roles.map(({ cityId }) => cityId))]

/** Cities in which a person begins guides. */
export const writingCities = ({ roles }: Holder): number[] => [
  ...new Set(roles.filter(({ role }) => writers.includes(role)).map(({ cityId }) => cityId)),
]

/** Cities in which a person answers what people asked for. */
export const requestCities = ({ roles }: Holder): number[] => [
  ...new Set(roles.filter(({ role }) => publishers.includes(role)).map(({ cityId }) => cityId)),
]

/** What a version lacks before somebody else may look it over. */
export function missingFields(content: GuideContent): ('summary' | 'steps')[] {
  const missing: ('summary' | 'steps')[] = []
  if (content.summary === '') missing.push('summary')
  if (content.steps.length < 2) missing.push('steps')
  return missing
}

export type LangStatus = 'published' | 'behind' | 'none'

/**
 * How far the translations are. `behind`: another language was published later by more than a day, so it may say
 * something new. Instants in milliseconds UTC.
 */
export function translationStatus(published: Partial<Record<Lang, number>>): Record<Lang, LangStatus> {
  const newest = Math.max(0, ...Object.values(published))
  const statusOf = (at: number | undefined): LangStatus => {
    if (at === undefined) return 'none'
    return newest - at > dayMs ? 'behind' : 'published'
  }
  const [kk, ru, en] = langs.map((lang) => statusOf(published[lang]))
  return { kk: kk ?? 'none', ru: ru ?? 'none', en: en ?? 'none' }
}

const dayMs = 86_400_000

/** After so many days somebody should look whether a guide is still true. */
export const reviewDays = 180
/** Words that were sought in vain are shown when they were so many times. */
export const fewestMisses = 3

/** Latin letters for the address of a guide, from its title in any of the three languages. */
export function slugOf(title: string): string {
  const latin = [...title.toLowerCase()].map((letter) => letters[letter] ?? letter).join('')
  return latin
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '')
}

const letters: Readonly<Record<string, string>> = {
  ...{ а: 'a', ә: 'a', б: 'b', в: 'v', г: 'g', ғ: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i' },
  ...{ й: 'i', к: 'k', қ: 'q', л: 'l', м: 'm', н: 'n', ң: 'n', о: 'o', ө: 'o', п: 'p', р: 'r', с: 's' },
  ...{ т: 't', у: 'u', ұ: 'u', ү: 'u', ф: 'f', х: 'h', һ: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh' },
  ...{ ъ: '', ы: 'y', і: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia' },
}
