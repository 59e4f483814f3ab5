/** A text that people see, in the three languages of the portal. */
export type LocalText = { kk: string; ru: string; en: string }

/** Codes of the emergency numbers that every city pack must list. */
export type EmergencyCode = 'rescue' | 'fire' | 'police' | 'ambulance' | 'gas'

export type CategorySeed = {
  code: string
  group: string
  /** Name of a Lucide icon. */
  icon: string
  name: LocalText
  /**
   * Words and phrases by which a text is recognised (features/offices/guess.ts): things first, in the base form;
   * endings are recognised by themselves. A phrase counts more than its words alone.
   */
  keywords: { kk: readonly string[]; ru: readonly string[] }
  /** Emergency numbers to show before the form. */
  danger: readonly EmergencyCode[]
  /** True: only staff see the complaint, whatever the resident chose. */
  sensitive: boolean
  /** True: "solved" needs a photo of the result. */
  proofPhoto: boolean
  /** Metres within which an open complaint of the same category may be about the same thing. */
  duplicateRadius: number
  /** Working days of the legal term; null: the city's own (15 by art. 76 of the APPC). */
  termDays: number | null
  /** Asked with the place; nobody has to answer. */
  questions: readonly QuestionSeed[]
  /** How soon the thing itself must be put right, where a norm is known; a second clock beside the legal term. */
  norm: { hours: number | null; text: LocalText; source: string } | null
}

export type QuestionSeed = {
  code: string
  kind: 'choice' | 'number' | 'text'
  label: LocalText
  options?: readonly { value: string; label: LocalText }[]
}

type Given = Pick<CategorySeed, 'code' | 'icon' | 'name' | 'keywords' | 'duplicateRadius'> &
  Partial<CategorySeed>

/** A category with the values that most categories share: public, no danger, no norm, the city's term. */
export function defineCategories(group: string, given: readonly Given[]): CategorySeed[] {
  return given.map((category) => ({
    group,
    danger: [],
    sensitive: false,
    proofPhoto: true,
    termDays: null,
    questions: [],
    norm: null,
    ...category,
  }))
}
