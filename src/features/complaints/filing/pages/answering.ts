import { chooseRule, type Office } from '../../../offices/index.ts'
import type { Filer } from './surroundings.ts'

/** The office that will get the complaint by today's rules; null when a registrar has to find it. Codes, not ids. */
export function answering(
  { directory, city }: Pick<Filer, 'directory' | 'city'>,
  place: { category: string | null; district: string | null },
): Office | null {
  const routed = chooseRule(directory.rules, {
    categoryId: directory.categories.find((one) => one.code === place.category)?.id ?? null,
    districtId: city.areas.find((one) => one.code === place.district)?.id ?? null,
  })
  return routed === null ? null : (directory.officeById.get(routed.rule.officeId) ?? null)
}
