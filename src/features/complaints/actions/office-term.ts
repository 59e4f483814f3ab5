import type { Deps } from '../../../platform/deps.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { type City, calendarOf, type Term, termOf } from '../../city/index.ts'
import { type Directory, directoryOf } from '../../offices/index.ts'
import type { Due } from '../events.ts'
import type { ComplaintState } from '../projection.ts'
import { type Counting, isFreeTransfer } from '../term-rules.ts'

/**
 * What a term is counted by. Looked up before the transaction of an act: inside it a look-up that is not kept waits
 * for a second connection while holding the first, and as many acts as there are connections wait for each other.
 */
export type Terms = { city: City; directory: Directory; calendar: WorkingCalendar }

export async function termsOf(deps: Deps, city: City): Promise<Terms> {
  const [directory, calendar] = await Promise.all([
    directoryOf(deps, city.id),
    calendarOf(deps, city.calendar),
  ])
  return { city, directory, calendar }
}

export const countingOf = ({ city, calendar }: Terms): Counting => ({ calendar, timeZone: city.timeZone })

/** The term of an office that gets a complaint of this category at `at` (milliseconds UTC). */
export function officeTerm(
  { city, directory, calendar }: Terms,
  categoryId: number | null,
  at: number,
): { registeredOn: Term['registeredOn']; due: Due } {
  const category = categoryId === null ? undefined : directory.categoryById.get(categoryId)
  const { registeredOn, ...due } = termOf(city, calendar, at, category?.termDays ?? city.termDays)
  return { registeredOn, due }
}

/** The office may still pass the complaint on without asking anybody. `at` in milliseconds UTC. */
export function isWithinFreeDays({
  state,
  terms,
  at,
}: {
  state: Pick<ComplaintState, 'custodies'>
  terms: Terms
  at: number
}): boolean {
  const startAt = state.custodies.at(-1)?.startAt ?? at
  return isFreeTransfer({ startAt, at, forwardDays: terms.city.profile.forwardDays }, countingOf(terms))
}
