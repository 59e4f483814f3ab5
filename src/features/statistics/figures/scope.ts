import type { Window } from './window.ts'

/** A part of a city by ids of the database; null = all. */
export type Part = {
  categoryId: number | null
  districtId: number | null
  channel: string | null
}

/**
 * What is counted: complaints, for figures of a city, a category or a district; or stays with an office, for the
 * figures of all offices side by side (statistics.md 1).
 */
export type Scope = Part & { window: Window; unit: 'complaint' | 'stay' }
