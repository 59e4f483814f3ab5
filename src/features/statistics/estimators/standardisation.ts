import { wilson95 } from './wilson.ts'

/** Due cases of an office in one category beside those of the whole city, the office included. */
export type CategoryDue = { due: number; cityDue: number; cityOnTime: number }

export type ExpectedShare = {
  /** The share this office would have if it were as punctual as the city in each category; null without due cases. */
  share: number | null
  /** True when the 95 % interval of the observed share excludes the expected one. */
  differs: boolean
}

/**
 * Indirect standardisation: an office is compared with the city on its own mix of categories.
 * Source: Breslow and Day, "Statistical Methods in Cancer Research" II (IARC 1987), chapter 2.
 * @param onTime cases of the office answered within the term, over all the categories
 * @throws RangeError when a category has cases in the office but none in the city
 */
export function expectedOnTime(categories: Iterable<CategoryDue>, onTime: number): ExpectedShare {
  let due = 0
  let expected = 0
  for (const category of categories) {
    if (category.due === 0) continue
    if (category.cityDue < category.due) {
      throw new RangeError(
        `The city has fewer due cases (${category.cityDue}) than its office (${category.due})`,
      )
    }
    due += category.due
    expected += category.due * (category.cityOnTime / category.cityDue)
  }
  if (due === 0) return { share: null, differs: false }
  const share = expected / due
  const { low, high } = wilson95(onTime, due)
  return { share, differs: low !== null && high !== null && (share < low || share > high) }
}
