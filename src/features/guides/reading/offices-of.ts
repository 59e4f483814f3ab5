import { chooseRule, type Directory, type Office } from '../../offices/index.ts'
import type { PublishedGuide } from './queries.ts'

/** More than so many are the same office of each district: readers look for theirs in the list of offices. */
const mostNamed = 3

export type Answering = { offices: Office[]; byDistrict: boolean }

/**
 * Who helps with a guide: the offices that it names, else those that answer for its categories in this city. So one
 * text fits every city, and no phone stands in it.
 */
export function officesOf(
  { offices, categories }: Pick<PublishedGuide, 'offices' | 'categories'>,
  directory: Directory,
): Answering {
  const named = directory.offices.filter(({ code, current }) => current && offices.includes(code))
  if (named.length > 0) return { offices: named, byDistrict: false }
  const ids = new Set(categories.slice(0, 1).flatMap((code) => answeringFor(code, directory)))
  const found = directory.offices.filter(({ id, current }) => current && ids.has(id))
  return found.length > mostNamed ? { offices: [], byDistrict: true } : { offices: found, byDistrict: false }
}

function answeringFor(code: string, { categories, rules }: Directory): number[] {
  const category = categories.find((one) => one.code === code && one.current)
  if (category === undefined) return []
  const own = rules.filter(({ categoryId }) => categoryId === category.id).map(({ officeId }) => officeId)
  if (own.length > 0) return own
  const rule = chooseRule(rules, { categoryId: category.id, districtId: null })?.rule
  return rule === undefined ? [] : [rule.officeId]
}
