import type { RoutingRule } from './directory.ts'

/** Why a rule was chosen, from the most to the least specific. */
export type Specificity = 'category_and_district' | 'category' | 'district' | 'default'

export type Routed = { rule: RoutingRule; specificity: Specificity }

/**
 * The office for a category in a district: of the rules that fit, the one that says most. Ties cannot be: the
 * database holds one rule per category and district. Null when nobody answers for it.
 */
export function chooseRule(
  rules: readonly RoutingRule[],
  place: { categoryId: number | null; districtId: number | null },
): Routed | null {
  let best: Routed | null = null
  for (const rule of rules) {
    if (!fits(rule.categoryId, place.categoryId) || !fits(rule.districtId, place.districtId)) continue
    const specificity = specificityOf(rule)
    if (best === null || order.indexOf(specificity) < order.indexOf(best.specificity))
      best = { rule, specificity }
  }
  return best
}

const order: Specificity[] = ['category_and_district', 'category', 'district', 'default']

const fits = (wanted: number | null, actual: number | null) => wanted === null || wanted === actual

/** How much a rule says. */
export function specificityOf({
  categoryId,
  districtId,
}: Pick<RoutingRule, 'categoryId' | 'districtId'>): Specificity {
  if (categoryId !== null) return districtId !== null ? 'category_and_district' : 'category'
  return districtId !== null ? 'district' : 'default'
}

/** Who answers today for an office that has ended: its successor, or that one's. Null when nobody does. */
export function standInFor(
  officeId: number,
  directory: { isOpen: (id: number) => boolean; successors: ReadonlyMap<number, number | null> },
): number | null {
  const asked = new Set<number>()
  for (let id: number | null = officeId; id !== null && !asked.has(id); ) {
    if (directory.isOpen(id)) return id
    asked.add(id)
    id = directory.successors.get(id) ?? null
  }
  return null
}
