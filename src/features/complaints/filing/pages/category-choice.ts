import type { Option } from '../../../../platform/http/parts.ts'
import { nameIn } from '../../../city/index.ts'
import { byKeywords } from '../../../guesses/index.ts'
import type { Category } from '../../../offices/index.ts'
import { unknownCategory } from '../draft.ts'
import type { Filer } from './surroundings.ts'

/** Categories as radios: guesses first, then the most used ones, the rest by group behind a summary. */
export type CategoryChoice = {
  /** Code of the chosen one, or ''. */
  value: string
  guesses: Option[]
  common: Option[]
  groups: { id: string; legend: string; options: Option[] }[]
  /** The chosen one is among the groups, so they are shown. */
  groupsOpen: boolean
  unknown: Option
}

const commonCount = 10

/** @param text what the resident wrote; guesses are made from it, none from an empty one */
export function categoryChoice(filer: Filer, text: string, value: string | null): CategoryChoice {
  const { lang, t, city } = filer
  const categories = currentCategories(filer)
  const guessed = guessedCategories(filer, text)
  const others = categories.filter((category) => !guessed.includes(category))
  const common = others.slice(0, commonCount)
  const rest = others.slice(commonCount)
  const groups = city.profile.categoryGroups.map(({ code, names }) => ({
    id: `category-${code}`,
    legend: nameIn(names, lang),
    options: rest.filter((category) => category.groupCode === code).map(optionOf(filer)),
  }))
  return {
    value: value ?? '',
    guesses: guessed.map(optionOf(filer)),
    common: common.map(optionOf(filer)),
    groups: groups.filter(({ options }) => options.length > 0),
    groupsOpen: rest.some((category) => category.code === value),
    unknown: { value: unknownCategory, label: t('filing:what.unknown'), hint: t('filing:what.unknownHint') },
  }
}

/** What can be chosen now, in the order of use. */
export const currentCategories = ({ directory }: Pick<Filer, 'directory'>): Category[] => {
  let current = currentOf.get(directory)
  if (current === undefined) {
    current = directory.categories.filter((category) => category.current)
    currentOf.set(directory, current)
  }
  return current
}

/** One array per directory: guesses keep an index of it. */
const currentOf = new WeakMap<Filer['directory'], Category[]>()

/** Up to three categories that the text speaks for, the surest first. */
export function guessedCategories(
  { directory, guess }: Pick<Filer, 'directory' | 'guess'>,
  text: string,
): Category[] {
  const categories = currentCategories({ directory })
  return guess(text, categories).flatMap((code) => categories.find((one) => one.code === code) ?? [])
}

export const optionOf =
  ({ lang }: Pick<Filer, 'lang'>) =>
  ({ code, names, icon }: Category): Option => ({ value: code, label: nameIn(names, lang), icon })

/** The category with emergency numbers that was chosen, or that the keywords of the text speak for. */
export function dangerousCategory(
  filer: Pick<Filer, 'directory'>,
  { text, category }: { text: string; category: string | null },
): Category | null {
  const meant =
    category === null
      ? guessedCategories({ ...filer, guess: byKeywords }, text)[0]
      : currentCategories(filer).find((one) => one.code === category)
  return meant !== undefined && meant.danger.length > 0 ? meant : null
}
