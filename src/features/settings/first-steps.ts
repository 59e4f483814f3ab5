/** What a new city does before it opens to its residents. */
export const firstSteps = ['borders', 'offices', 'categories', 'routing', 'calendar', 'people'] as const
export type FirstStep = (typeof firstSteps)[number]

/** A city is new for so many days; a demo never is. */
export const newDays = 60

/** What is known of a new city. `years`: those that have days in its calendar. */
export type Beginnings = {
  touched: readonly string[]
  gaps: number
  years: ReadonlySet<number>
  people: number
  thisYear: number
}

/** Whether a step was taken, as far as the data show it. Pure. */
export function isTaken(step: FirstStep, { touched, gaps, years, people, thisYear }: Beginnings): boolean {
  switch (step) {
    // A city that began with the pack of another one lies on its map.
    case 'borders':
      return touched.includes('outline') || touched.includes('area')
    case 'offices':
      return touched.includes('office')
    case 'categories':
      return touched.includes('category')
    case 'routing':
      return gaps === 0
    case 'calendar':
      return years.has(thisYear) && years.has(thisYear + 1)
    case 'people':
      return people > 1
  }
}
