import { districtOf } from '../../platform/geo/geojson.ts'
import type { City } from '../city/index.ts'
import { type Category, chooseRule, type Directory, type Routed } from '../offices/index.ts'

/** What would become of a complaint, by the very rules that route real ones. Pure. */

export type Trial = {
  /** Best guess first. */
  guesses: readonly string[]
  category: Category | null
  area: City['areas'][number] | null
  routed: Routed | null
}

export function tryRoute(
  { city, directory }: { city: City; directory: Directory },
  asked: {
    guesses: readonly string[]
    categoryCode: string | null
    point: { lat: number; lon: number } | null
  },
): Trial {
  const code = asked.categoryCode ?? asked.guesses[0] ?? null
  const category = directory.categories.find((one) => one.code === code && one.current) ?? null
  const area = asked.point === null ? null : districtOf(asked.point, city.areas)
  const place = { categoryId: category?.id ?? null, districtId: area?.id ?? null }
  return { guesses: asked.guesses, category, area, routed: chooseRule(directory.rules, place) }
}

/** One cell of the matrix: who answers for a category in an area, and by which rule. */
export type Covered = { officeId: number | null; specificity: Routed['specificity'] | null }

/** Category by category: without an area first, then each area. An office that is not there any more leaves a gap. */
export function coverageOf({ city, directory }: { city: City; directory: Directory }): {
  category: Category
  cells: Covered[]
}[] {
  const areaIds = [null, ...city.areas.map(({ id }) => id)]
  return directory.categories
    .filter(({ current }) => current)
    .map((category) => ({
      category,
      cells: areaIds.map((districtId) => {
        const routed = chooseRule(directory.rules, { categoryId: category.id, districtId })
        return { officeId: routed?.rule.officeId ?? null, specificity: routed?.specificity ?? null }
      }),
    }))
}

export const gapsIn = (coverage: ReturnType<typeof coverageOf>): number =>
  coverage.reduce((sum, { cells }) => sum + cells.filter(({ officeId }) => officeId === null).length, 0)
