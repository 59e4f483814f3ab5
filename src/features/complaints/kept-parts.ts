import { publicPages } from '../../platform/cache/change-notices.ts'

/** Keys of groups on the map begin so. */
export const keptCells = 'complaints:cells:'

/** What every process forgets when something of a complaint is taken from public view. */
export const keptOfPublic = [publicPages, keptCells]
