import type { CityPack } from '../city-pack.ts'

/**
 * Terms of the Administrative Procedural and Process-Related Code (350-VI): 15 working days (art. 76 p. 1), 3 to
 * forward (art. 65), extension to at most 2 months with notice within 3 working days (art. 76 p. 3). The working
 * day ends at 18:30; a term starts the next day (Civil Code art. 173). Reopening within 14 days is our own rule.
 */
export const usualRules: CityPack['rules'] = {
  publication: 'after',
  countFrom: 'nextDay',
  workingDayEnds: '18:30',
  termDays: 15,
  forwardDays: 3,
  extensionMonths: 2,
  extensionNoticeDays: 3,
  reopenDays: 14,
}
