import { categories } from './categories.ts'
import type { CityPack, RoutingRuleSeed } from './city-pack.ts'

export type Uncovered = {
  category: string
  /** null: the place is not known to lie in an area. */
  area: string | null
}

/**
 * The rule for a category in an area (null: unknown area): most specific first, which is
 * category and area > category > area > neither. Undefined when no rule applies.
 */
export function ruleFor(
  rules: readonly RoutingRuleSeed[],
  { category, area }: Uncovered,
): RoutingRuleSeed | undefined {
  const matching = rules.filter(
    (rule) =>
      (rule.category === null || rule.category === category) && (rule.area === null || rule.area === area),
  )
  return matching.sort((a, b) => specificity(b) - specificity(a))[0]
}

function specificity(rule: RoutingRuleSeed): number {
  return (rule.category === null ? 0 : 2) + (rule.area === null ? 0 : 1)
}

/**
 * Every category and area, and every category without an area, for which the pack names no office that exists.
 * The seed fails on any.
 */
export function uncovered(pack: Pick<CityPack, 'areas' | 'offices' | 'routing'>): Uncovered[] {
  const offices = new Set(pack.offices.map(({ code }) => code))
  const areas = [null, ...pack.areas.map(({ code }) => code)]
  const all = categories.flatMap((category) => areas.map((area) => ({ category: category.code, area })))
  return all.filter((one) => {
    const rule = ruleFor(pack.routing, one)
    return rule === undefined || !offices.has(rule.office)
  })
}
